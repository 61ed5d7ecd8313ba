import { describe, expect, it } from 'vitest';
import {
  maximum,
  mean,
  meanOfKnown,
  minimum,
  quantile,
  quantiles,
  variance,
} from './statistics.ts';

const VALUES = new Float32Array([3, -1, 4, 1.5, 9]);

describe('statistics', () => {
  it('minimum, maximum, mean and variance agree with sums done by hand', () => {
    expect(minimum(VALUES)).toBe(-1);
    expect(maximum(VALUES)).toBe(9);
    expect(mean(VALUES)).toBeCloseTo(3.3, 14);
    // Squares 9 + 1 + 16 + 2.25 + 81 = 109.25; 109.25 / 5 − 3.3² = 10.96.
    expect(variance(VALUES)).toBeCloseTo(10.96, 12);
  });

  it('meanOfKnown leaves out what is not known, and is null where nothing is', () => {
    expect(meanOfKnown([1, null, 4])).toBe(2.5);
    expect(meanOfKnown([null])).toBeNull();
  });

  it('variance does not cancel far from 0', () => {
    expect(variance([1e9 + 1, 1e9 + 2, 1e9 + 3])).toBeCloseTo(2 / 3, 9);
  });

  it('mean sums a million single-precision values without losing them', () => {
    expect(mean(new Float32Array(1_000_000).fill(0.1))).toBeCloseTo(Math.fround(0.1), 12);
  });

  it('minimum and maximum pass NaN on instead of hiding it', () => {
    expect(minimum([1, NaN, 0])).toBeNaN();
    expect(maximum([1, NaN, 2])).toBeNaN();
  });

  it('quantile interpolates between ranks and sorts by number', () => {
    expect(quantile(VALUES, 0)).toBe(-1);
    expect(quantile(VALUES, 1)).toBe(9);
    expect(quantile(VALUES, 0.5)).toBe(3);
    expect(quantile([10, 9, 2, 100], 0.9)).toBeCloseTo(73, 12); // rank 2.7 between 10 and 100
    expect(quantile([5], 0.3)).toBe(5);
    expect(quantiles(VALUES, [0, 0.5, 1])).toEqual([-1, 3, 9]);
    expect(VALUES[0]).toBe(3); // the input keeps its order
  });

  it('every function refuses an empty array by its name, and quantile shares beyond [0,1]', () => {
    for (const operation of [minimum, maximum, mean, variance]) {
      expect(() => operation([])).toThrow(`${operation.name} needs at least one value`);
    }
    expect(() => quantile([], 0.5)).toThrow('quantile needs at least one value');
    expect(() => quantile([1], 1.5)).toThrow(RangeError);
  });
});
