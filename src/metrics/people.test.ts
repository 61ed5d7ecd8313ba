import { describe, expect, it } from 'vitest';
import { randomNumbers } from './fixtures/randomPairs.ts';
import { levelSets, majorityOf, peopleOf, shareOf } from './people.ts';

const shares = (people: number, ...data: number[]) => ({
  height: 1,
  width: data.length,
  data: Uint8Array.from(data),
  people,
});
const rows = (masks: readonly { readonly data: Uint8Array }[]) =>
  masks.map(({ data }) => [...data].join(''));

describe('level sets of a share map', () => {
  it('are one nested answer a person, equal ones once with their number', () => {
    const { masks, counts } = levelSets(shares(4, 0, 1, 3, 3));
    expect(rows(masks)).toEqual(['0111', '0011', '0000']);
    expect(counts).toEqual([1, 2, 1]);
  });

  it('are empty for a person who marked nothing', () => {
    const { masks, counts, distance } = levelSets(shares(3, 0, 0));
    expect(rows(masks)).toEqual(['00']);
    expect(counts).toEqual([3]);
    // Empty answers agree.
    expect(distance).toBe(0);
  });

  it('differ as the same masks given one by one do', () => {
    const random = randomNumbers(3);
    const data = Array.from({ length: 60 }, () => Math.floor(8 * random() ** 2));
    const levels = levelSets(shares(9, ...data));
    const single = peopleOf(levels.masks.flatMap((mask, k) => Array(levels.counts[k]).fill(mask)));
    expect(single.counts).toHaveLength(9);
    expect(levels.distance).toBeCloseTo(single.distance!, 12);
  });

  it('give the shares back', () => {
    const data = [0, 3, 7, 12, 12, 1];
    const expected = data.map((value) => Math.fround(value / 12));
    expect([...shareOf(levelSets(shares(12, ...data)))]).toEqual(expected);
  });

  it('take 8-bit shares for those of 255 people', () => {
    const { masks, counts } = levelSets(shares(255, 0, 51, 255));
    expect(rows(masks)).toEqual(['011', '001']);
    expect(counts).toEqual([51, 204]);
  });

  it('leave what more than half of the people marked', () => {
    const majority = majorityOf(levelSets(shares(12, 0, 6, 7, 12)));
    expect([...majority.data]).toEqual([0, 0, 1, 1]);
    expect([...majorityOf(levelSets(shares(255, 127, 128))).data]).toEqual([0, 1]);
  });

  it('refuse more marks than people', () => {
    expect(() => levelSets(shares(12, 0, 13))).toThrow('13 of 12 people marked a pixel');
  });
});

describe('peopleOf', () => {
  const mask = (...data: number[]) => ({ height: 1, width: 2, data: Uint8Array.from(data) });

  it('counts each mask as one person', () => {
    const people = peopleOf([mask(1, 0), mask(1, 1), mask(1, 0)]);
    expect(people.counts).toEqual([1, 1, 1]);
    // Two of the three pairs differ by one half.
    expect(people.distance).toBeCloseTo(1 / 3, 14);
    expect([...shareOf(people)]).toEqual([1, Math.fround(1 / 3)]);
  });

  it('knows no distance of a single person, and needs one', () => {
    expect(peopleOf([mask(1, 0)]).distance).toBeNull();
    expect(() => peopleOf([])).toThrow('at least one person');
  });
});
