import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../../image/types.ts';
import { whyMessages } from './messages.ts';
import { measureReasons } from './reasons.ts';

/** Four by two pixels: what all mark on the left, a contested place on the right. */
const map = (left: number, right: number): ScalarMap => ({
  height: 2,
  width: 4,
  data: Float32Array.of(left, left, right, right, left, left, right, right),
});

const regions = {
  labels: Uint8Array.of(0, 0, 1, 1, 0, 0, 1, 1),
  share: map(1, 0.5),
  contested: [{ area: 0.5, x: 0.75, y: 0.5, holders: [true, false], adjoins: false }],
};
const given = { regions, part: 0, ends: [], withoutDepth: null, depth: null };

describe('the reasons for a contested place', () => {
  it('finds the slider that moves the place most, whatever it does elsewhere', () => {
    const ends = [
      { low: map(0, 0.4), high: map(1, 0.5) },
      { low: map(1, 0.9), high: map(1, 0.1) },
    ];
    const { slider } = measureReasons({ ...given, ends });
    expect(slider?.axis).toBe(1);
    expect(slider?.low).toBeCloseTo(0.9);
    expect(slider?.high).toBeCloseTo(0.1);
  });

  it('counts the answers that mark it without the depth', () => {
    const withoutDepth = [map(0, 0.6), map(0, 0.5)];
    expect(measureReasons({ ...given, withoutDepth }).depth).toEqual({ with: 1, without: 2 });
    expect(measureReasons(given).depth).toBeNull();
  });

  it('says whether it is nearer than what all mark', () => {
    const distance = (right: number) =>
      measureReasons({ ...given, depth: map(0.5, right) }).distance;
    expect([distance(0.7), distance(0.52), distance(0.2)]).toEqual(['nearer', 'alike', 'farther']);
    expect(measureReasons(given).distance).toBeNull();
  });

  it('says whether the picture’s edge cuts it', () => {
    expect(measureReasons(given).cut).toBe(true);
    const inside = {
      height: 5,
      width: 5,
      data: new Float32Array(25),
    };
    const labels = new Uint8Array(25);
    labels[12] = 1;
    expect(measureReasons({ ...given, regions: { ...regions, labels, share: inside } }).cut).toBe(
      false,
    );
  });

  it('says of what its percentages are', () => {
    const ends = [{ low: map(0, 0.004), high: map(0, 0.87) }];
    const { low, high } = measureReasons({ ...given, ends }).slider!;
    expect(whyMessages.slider('more things', low, high)).toBe(
      'It goes with the slider “more things”: at its left end this place is marked with <1% certainty on average, at its right with 87%.',
    );
  });

  it('refuses a place that is none', () => {
    expect(() => measureReasons({ ...given, part: 1 })).toThrow(RangeError);
  });
});
