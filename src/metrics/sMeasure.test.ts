import { describe, expect, it } from 'vitest';
import { sMeasure } from './sMeasure.ts';
import { preparePair } from './saliencyPair.ts';

const SIDE = 4;
const square = (fill: (i: number) => number) => ({
  height: SIDE,
  width: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => fill(i)),
});
const score = (prediction: (i: number) => number, groundTruth: (i: number) => number) =>
  sMeasure(preparePair(square(prediction), square(groundTruth), { normalise: false }));

describe('sMeasure', () => {
  it('counts flat regions as alike, whatever their grey level', () => {
    // One foreground pixel in the corner: it is a region of its own, and the three others are flat on both sides.
    for (let level = 0; level < 256; level++) {
      const x = level / 255;
      const object = (value: number) => (2 * value) / (value * value + 1);
      const expected = 0.5 * (object(x) / 16 + (15 / 16) * object(1 - x)) + 0.5;
      expect(
        score(
          () => level,
          (i) => (i === 0 ? 255 : 0),
        ),
      ).toBeCloseTo(expected, 12);
    }
  });

  it('uses the mean value when the ground truth is empty or full', () => {
    const quarter = (i: number) => (i < 4 ? 255 : 0);
    expect(score(quarter, () => 0)).toBeCloseTo(0.75, 14);
    expect(score(quarter, () => 255)).toBeCloseTo(0.25, 14);
  });

  it('is never negative', () => {
    const checks = (i: number) => ((i + Math.floor(i / SIDE)) % 2 === 0 ? 255 : 0);
    expect(score(checks, (i) => 255 - checks(i))).toBe(0);
  });
});
