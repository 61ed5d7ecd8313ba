import { describe, expect, it } from 'vitest';
import { randomNumbers } from './fixtures/randomPairs.ts';
import { bestOfN, generalisedEnergyDistance } from './maskDistances.ts';
import { halfMask, maskOverlap, meanPairDistance } from './maskOverlap.ts';
import { levelSets, peopleOf } from './people.ts';

const mask = (...data: number[]) => ({
  height: 1,
  width: data.length,
  data: Uint8Array.from(data),
});
const left = mask(1, 1, 0, 0);
const right = mask(0, 0, 1, 1);
const middle = mask(0, 1, 1, 0);
const empty = mask(0, 0, 0, 0);

const random = randomNumbers(5);
const some = (count: number) =>
  Array.from({ length: count }, () =>
    mask(...Array.from({ length: 40 }, () => (random() < 0.4 ? 1 : 0))),
  );

/** Means of 1 − IoU over all pairs of two lists, and over the pairs within one list, a mask with itself left out. */
const between = (a: ReturnType<typeof some>, b: ReturnType<typeof some>) => {
  const distances = a.flatMap((x) => b.map((y) => 1 - maskOverlap(x, y)));
  return distances.reduce((sum, value) => sum + value, 0) / distances.length;
};
const within = (a: ReturnType<typeof some>) => (between(a, a) * a.length) / (a.length - 1);

describe('maskOverlap', () => {
  it('is intersection over union, and 1 for two empty masks', () => {
    expect(maskOverlap(left, middle)).toBe(1 / 3);
    expect(maskOverlap(left, right)).toBe(0);
    expect(maskOverlap(left, empty)).toBe(0);
    expect(maskOverlap(empty, empty)).toBe(1);
    expect(() => maskOverlap(left, mask(1))).toThrow('resize one of them first');
  });
});

describe('meanPairDistance', () => {
  it('is over different masks only, and null for a single one', () => {
    expect(meanPairDistance([left, left, right])).toBeCloseTo(2 / 3, 14);
    expect(meanPairDistance([empty, empty])).toBe(0);
    expect(meanPairDistance([left])).toBeNull();
    const masks = some(6);
    expect(meanPairDistance(masks)).toBeCloseTo(within(masks), 12);
  });
});

describe('halfMask', () => {
  it('keeps what is above one half, the same for floats and bytes', () => {
    const bytes = { height: 1, width: 4, data: Uint8Array.of(0, 127, 128, 255) };
    const floats = { height: 1, width: 4, data: Float32Array.of(0, 0.5, 0.51, 1) };
    expect([...halfMask(bytes).data]).toEqual([0, 0, 1, 1]);
    expect([...halfMask(floats).data]).toEqual([0, 0, 1, 1]);
  });
});

describe('generalisedEnergyDistance', () => {
  it('is 0 for one right answer and 2 for one without overlap', () => {
    expect(generalisedEnergyDistance([left], peopleOf([left]))).toBe(0);
    expect(generalisedEnergyDistance([left], peopleOf([right]))).toBe(2);
    expect(generalisedEnergyDistance([empty], peopleOf([empty]))).toBe(0);
  });

  it('charges an answer that fewer people give', () => {
    // Two of three people agree: 2 · 1/3 - 0 - 2/3, against 2 · 2/3 - 0 - 2/3.
    const people = peopleOf([left, left, right]);
    expect(generalisedEnergyDistance([left], people)).toBeCloseTo(0, 14);
    expect(generalisedEnergyDistance([right], people)).toBeCloseTo(2 / 3, 14);
  });

  it('agrees with the sum over all pairs of two different masks', () => {
    const [samples, truths] = [some(7), some(4)];
    const expected = 2 * between(samples, truths) - within(samples) - within(truths);
    expect(generalisedEnergyDistance(samples, peopleOf(truths))).toBeCloseTo(expected, 12);
  });

  it('is the same on average for any number of samples', () => {
    const [answers, people] = [some(6), peopleOf(some(3))];
    const average = (sets: (typeof answers)[]) =>
      sets.reduce((sum, set) => sum + generalisedEnergyDistance(set, people), 0) / sets.length;
    const without = answers.map((left) => answers.filter((one) => one !== left));
    const pairs = answers.flatMap((a, i) => answers.slice(0, i).map((b) => [a, b]));
    const all = generalisedEnergyDistance(answers, people);
    expect(average(without)).toBeCloseTo(all, 12);
    expect(average(pairs)).toBeCloseTo(all, 12);
  });

  it('counts equal answers once a person', () => {
    const shares = { height: 1, width: 4, data: Uint8Array.of(0, 2, 3, 7), people: 7 };
    const levels = levelSets(shares);
    const all = levels.masks.flatMap((level, k) =>
      Array<typeof level>(levels.counts[k]!).fill(level),
    );
    expect(all).toHaveLength(7);
    const samples = [left, middle, empty];
    const distance = generalisedEnergyDistance(samples, levels);
    expect(distance).toBeCloseTo(generalisedEnergyDistance(samples, peopleOf(all)), 12);
    expect(bestOfN(samples, levels)).toBeCloseTo(bestOfN(samples, peopleOf(all)), 12);
  });

  it('needs a sample', () => {
    expect(() => generalisedEnergyDistance([], peopleOf([left]))).toThrow('at least one sample');
  });
});

describe('bestOfN', () => {
  it('takes the nearest sample of each person', () => {
    expect(bestOfN([left, middle], peopleOf([left, right]))).toBeCloseTo((1 + 1 / 3) / 2, 14);
    expect(bestOfN([left], peopleOf([left, right]))).toBe(0.5);
    expect(bestOfN([left, right], peopleOf([right]))).toBe(1);
    expect(() => bestOfN([], peopleOf([left]))).toThrow('at least one sample');
  });
});
