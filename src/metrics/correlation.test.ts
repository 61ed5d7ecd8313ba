import { describe, expect, it } from 'vitest';
import { addMoments, jointMoments, NO_MOMENTS, pearson } from './correlation.ts';
import { randomNumbers } from './fixtures/randomPairs.ts';

const of = (...values: number[]) => Float32Array.from(values);

describe("Pearson's correlation", () => {
  it('is 1 on a rising line, -1 on a falling one', () => {
    expect(pearson(jointMoments(of(1, 2, 4), of(3, 5, 9)))).toBeCloseTo(1, 14);
    expect(pearson(jointMoments(of(1, 2, 4), of(-1, -2, -4)))).toBeCloseTo(-1, 14);
  });

  it('is as computed by hand', () => {
    // Deviations (-1, 0, 1) and (-1, 1, 0): 1 / √(2 · 2).
    expect(pearson(jointMoments(of(1, 2, 3), of(0, 2, 1)))).toBeCloseTo(0.5, 14);
  });

  it('is not defined where one of the two is constant', () => {
    expect(pearson(jointMoments(of(0.5, 0.5, 0.5), of(1, 2, 3)))).toBeNull();
    expect(pearson(NO_MOMENTS)).toBeNull();
  });

  it('of parts that were added up is that of all pairs at once', () => {
    const random = randomNumbers(8);
    const x = Float32Array.from({ length: 50 }, () => random());
    const y = x.map((value) => value / 2 + 5 * random());
    const part = (from: number, to: number) =>
      jointMoments(x.subarray(from, to), y.subarray(from, to));
    const parts = [part(0, 7), part(7, 31), part(31, 50)];
    const all = jointMoments(x, y);
    const sum = parts.reduce(addMoments, NO_MOMENTS);
    for (const key of Object.keys(all) as (keyof typeof all)[]) {
      expect(sum[key], key).toBeCloseTo(all[key], 10);
    }
  });

  it('needs pairs', () => {
    expect(() => jointMoments(of(1), of(1, 2))).toThrow('got 1 and 2');
  });
});
