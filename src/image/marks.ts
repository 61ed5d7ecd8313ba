import type { ScalarMap } from './types.ts';

/** An answer marks a pixel from here on. */
export const MARKED = 0.5;

/** Intersection over union of what two maps of one size mark, in [0,1]; 1 where neither marks anything. */
export function overlap(one: ScalarMap, other: ScalarMap): number {
  let both = 0;
  let either = 0;
  one.data.forEach((value, pixel) => {
    const [first, second] = [value >= MARKED, other.data[pixel]! >= MARKED];
    both += Number(first && second);
    either += Number(first || second);
  });
  return either === 0 ? 1 : both / either;
}

/** Mean absolute difference of two maps of one size. */
export function meanChange(one: ScalarMap, other: ScalarMap): number {
  let sum = 0;
  one.data.forEach((value, pixel) => (sum += Math.abs(value - other.data[pixel]!)));
  return sum / one.data.length;
}
