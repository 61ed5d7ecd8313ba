/** Bins of a point's histogram. */
const BINS = 10;

/** How many values fall into each of ten bins of [0,1]; 1 belongs to the last. */
export function histogram(values: readonly number[]): number[] {
  const bins = new Array<number>(BINS).fill(0);
  for (const value of values) {
    const bin = Math.min(Math.max(Math.floor(value * BINS), 0), BINS - 1);
    bins[bin]! += 1;
  }
  return bins;
}
