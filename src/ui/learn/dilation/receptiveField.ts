/** How dilated convolutions are joined: one after another, each on the input, or each on the input and all before it. */
export const JOINS = ['cascade', 'parallel', 'dense'] as const;
export type Join = (typeof JOINS)[number];

/** Which input cells an output cell sees through 3×3 convolutions. */
export interface ReceptiveField {
  /** Cells on a side, the output's own place in the middle. */
  readonly side: number;
  /** `side * side` numbers: by how many ways each input cell reaches the output. */
  readonly paths: Float64Array;
  /** Share of the cells that are reached at all. */
  readonly reached: number;
}

/**
 * Counts the ways from each input cell to one output cell, as convolving with weights of 1 would.
 *
 * @param rates dilations, in the order in which they run
 */
export function receptiveField(rates: readonly number[], join: Join): ReceptiveField {
  const reach = join === 'parallel' ? Math.max(0, ...rates) : rates.reduce((a, b) => a + b, 0);
  const side = 2 * reach + 1;
  const input = new Float64Array(side * side);
  input[reach * side + reach] = 1;
  let paths: Float64Array = input;
  if (join === 'cascade') {
    for (const rate of rates) paths = spread(paths, side, rate);
  } else {
    const total = join === 'dense' ? input.slice() : new Float64Array(side * side);
    for (const rate of rates) {
      const seen = spread(join === 'dense' ? total : input, side, rate);
      seen.forEach((value, cell) => (total[cell]! += value));
    }
    paths = total;
  }
  const reached = paths.reduce((sum, value) => sum + Number(value > 0), 0) / paths.length;
  return { side, paths, reached };
}

/**
 * How many of a 3×3 kernel's nine weights meet the map and not the zeros beyond its edge, on average over all places of a
 * square map.
 */
export function weightsInside(side: number, rate: number): number {
  return ((side + 2 * Math.max(0, side - rate)) / side) ** 2;
}

/**
 * Weights of 3×3 convolutions that give one channel each; joined densely, each reads one channel more than the one before.
 */
export function weightCount(convolutions: number, join: Join): number {
  return 9 * (join === 'dense' ? (convolutions * (convolutions + 1)) / 2 : convolutions);
}

/** One 3×3 convolution with weights of 1 and zeros beyond the edge. */
function spread(cells: Float64Array, side: number, rate: number): Float64Array {
  const result = new Float64Array(cells.length);
  cells.forEach((value, cell) => {
    if (value === 0) return;
    const [x, y] = [cell % side, Math.floor(cell / side)];
    for (const dy of [-rate, 0, rate]) {
      for (const dx of [-rate, 0, rate]) {
        const [column, row] = [x + dx, y + dy];
        if (column >= 0 && column < side && row >= 0 && row < side) {
          result[row * side + column]! += value;
        }
      }
    }
  });
  return result;
}
