import { quantiles } from './statistics.ts';

/** How values are stretched to [0,1]. */
export interface Stretch {
  /** Share of the values that is cut off at either end, in [0,½). */
  readonly clippedShare: number;
  /** A smaller range is rounding, and is not stretched further. */
  readonly leastRange: number;
}

/** Brings values to [0,1]: the low quantile to 0, the high one to 1, and what lies beyond to the ends. */
export function stretchRange(
  values: Float32Array,
  { clippedShare, leastRange }: Stretch,
): Float32Array<ArrayBuffer> {
  const [low, high] = quantiles(values, [clippedShare, 1 - clippedShare]) as [number, number];
  const range = Math.max(high - low, leastRange);
  const stretched = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    stretched[i] = Math.min(Math.max((values[i]! - low) / range, 0), 1);
  }
  return stretched;
}
