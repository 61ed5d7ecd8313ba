/** Statistics of plain arrays, summed in double precision. An empty array throws RangeError. */

function requireValues(values: ArrayLike<number>, operation: string): void {
  if (values.length === 0) throw new RangeError(`${operation} needs at least one value, got none.`);
}

/** The smallest value; NaN when a value is NaN. */
export function minimum(values: ArrayLike<number>): number {
  requireValues(values, 'minimum');
  let result = Infinity;
  for (let i = 0; i < values.length; i++) result = Math.min(result, values[i]!);
  return result;
}

/** The largest value; NaN when a value is NaN. */
export function maximum(values: ArrayLike<number>): number {
  requireValues(values, 'maximum');
  let result = -Infinity;
  for (let i = 0; i < values.length; i++) result = Math.max(result, values[i]!);
  return result;
}

/** The arithmetic mean. */
export function mean(values: ArrayLike<number>): number {
  requireValues(values, 'mean');
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** The mean of the numbers that are there; null when none is. */
export function meanOfKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : mean(known);
}

/** The population variance, Σ (v − mean)² / n, computed in two passes so that it does not cancel. */
export function variance(values: ArrayLike<number>): number {
  requireValues(values, 'variance');
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i]! - centre) ** 2;
  return sum / values.length;
}

/**
 * The value below which the given share of the values lies, interpolated linearly between ranks
 * (Hyndman and Fan's definition 7: rank share · (n − 1)).
 *
 * @param share in [0,1], else RangeError
 */
export function quantile(values: ArrayLike<number>, share: number): number {
  return quantiles(values, [share])[0]!;
}

/** The quantile of each share: the values are sorted once. */
export function quantiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  requireValues(values, 'quantile');
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => {
    if (!(share >= 0 && share <= 1)) {
      throw new RangeError(`quantile needs a share between 0 and 1, got ${share}.`);
    }
    const rank = share * (sorted.length - 1);
    const below = Math.floor(rank);
    const above = Math.ceil(rank);
    return sorted[below]! + (rank - below) * (sorted[above]! - sorted[below]!);
  });
}
