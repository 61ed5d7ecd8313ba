import { describe, expect, it } from 'vitest';
import { bestOfN } from './bestOfN.ts';
import { randomNumbers } from './fixtures/randomPairs.ts';
import { generalisedEnergyDistance } from './generalisedEnergyDistance.ts';
import { adaptiveMask, maskOverlap } from './maskOverlap.ts';

const mask = (...data: number[]) => ({
  height: 1,
  width: data.length,
  data: Uint8Array.from(data),
});
const left = mask(1, 1, 0, 0);
const right = mask(0, 0, 1, 1);
const middle = mask(0, 1, 1, 0);
const empty = mask(0, 0, 0, 0);

describe('maskOverlap', () => {
  it('is intersection over union, and 1 for two empty masks', () => {
    expect(maskOverlap(left, middle)).toBe(1 / 3);
    expect(maskOverlap(left, right)).toBe(0);
    expect(maskOverlap(left, empty)).toBe(0);
    expect(maskOverlap(empty, empty)).toBe(1);
    expect(() => maskOverlap(left, mask(1))).toThrow('resize one of them first');
  });
});

describe('adaptiveMask', () => {
  it('keeps what is at least twice the mean, the same for floats and bytes', () => {
    const levels = [0, 51, 0, 102, 255, 0, 0, 0]; // mean 51
    const expected = [0, 0, 0, 1, 1, 0, 0, 0];
    const bytes = { height: 2, width: 4, data: Uint8Array.from(levels) };
    const floats = { height: 2, width: 4, data: Float32Array.from([0, 1, 0, 2, 4, 0, 0, 0]) };
    const scaled = { ...floats, data: floats.data.map((value) => value / 4) };
    expect([...adaptiveMask(bytes).data]).toEqual(expected);
    expect([...adaptiveMask(scaled).data]).toEqual([0, 0, 0, 1, 1, 0, 0, 0]);
  });

  it('keeps nothing of a black map and all ones of a white one', () => {
    const map = (value: number) => ({ height: 1, width: 3, data: new Float32Array(3).fill(value) });
    expect([...adaptiveMask(map(0)).data]).toEqual([0, 0, 0]);
    expect([...adaptiveMask(map(1)).data]).toEqual([1, 1, 1]);
  });
});

describe('generalisedEnergyDistance', () => {
  it('is 0 for equal distributions and 2 for single masks without overlap', () => {
    expect(generalisedEnergyDistance([left, right], [right, left])).toBeCloseTo(0, 14);
    expect(generalisedEnergyDistance([left], [left])).toBe(0);
    expect(generalisedEnergyDistance([left], [right])).toBe(2);
  });

  it('charges samples that miss an annotator', () => {
    // 2 · (0 + 1) / 2 - 0 - (0 + 1 + 1 + 0) / 4
    expect(generalisedEnergyDistance([left, left], [left, right])).toBeCloseTo(0.5, 14);
  });

  it('agrees with the sum over all pairs', () => {
    const random = randomNumbers(5);
    const some = (count: number) =>
      Array.from({ length: count }, () =>
        mask(...Array.from({ length: 40 }, () => (random() < 0.4 ? 1 : 0))),
      );
    const [samples, truths] = [some(7), some(4)];
    const meanDistance = (a: typeof samples, b: typeof samples) => {
      const distances = a.flatMap((x) => b.map((y) => 1 - maskOverlap(x, y)));
      return distances.reduce((sum, value) => sum + value, 0) / distances.length;
    };
    const expected =
      2 * meanDistance(samples, truths) -
      meanDistance(samples, samples) -
      meanDistance(truths, truths);
    expect(generalisedEnergyDistance(samples, truths)).toBeCloseTo(expected, 12);
  });

  it('needs masks on both sides', () => {
    expect(() => generalisedEnergyDistance([], [left])).toThrow('at least one sample');
  });
});

describe('bestOfN', () => {
  it('takes the nearest sample of each ground truth', () => {
    expect(bestOfN([left, middle], [left, right])).toBeCloseTo((1 + 1 / 3) / 2, 14);
    expect(bestOfN([left], [left, right])).toBe(0.5);
    expect(bestOfN([left, right], [right])).toBe(1);
    expect(() => bestOfN([left], [])).toThrow('at least one sample and one ground truth');
  });
});
