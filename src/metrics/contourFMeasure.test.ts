import { expect, it } from 'vitest';
import { contourFMeasure, contourOf } from './contourFMeasure.ts';
import type { BinaryMask } from './metricInput.ts';

/** A mask of 100 × 100 with one rectangle. */
function rectangle(top: number, left: number, bottom: number, right: number): BinaryMask {
  const data = Uint8Array.from({ length: 10_000 }, (_, i) => {
    const [row, column] = [Math.floor(i / 100), i % 100];
    return row >= top && row < bottom && column >= left && column < right ? 1 : 0;
  });
  return { height: 100, width: 100, data };
}

it('the contour of a square is its rim, without the image’s edge', () => {
  const rim = (mask: BinaryMask) => contourOf(mask).data.reduce((sum, value) => sum + value, 0);
  expect(rim(rectangle(10, 10, 20, 20))).toBe(36);
  expect(rim(rectangle(0, 0, 10, 100))).toBe(100);
  expect(rim(rectangle(0, 0, 100, 100))).toBe(0);
});

it('a shift within the tolerance costs nothing, and a larger one nearly all', () => {
  const truth = rectangle(20, 20, 60, 60);
  expect(contourFMeasure(truth, truth)).toMatchObject({ precision: 1, recall: 1, f: 1 });
  // 0.75 % of a diagonal of 141.4 pixels is 1.06 pixels.
  expect(contourFMeasure(rectangle(21, 20, 61, 60), truth).f).toBe(1);
  expect(contourFMeasure(rectangle(30, 30, 50, 50), truth).f).toBe(0);
  expect(contourFMeasure(rectangle(30, 30, 50, 50), truth, 0.11).f).toBe(1);
});

it('half of the contour found is a recall of one half', () => {
  const truth = rectangle(0, 20, 100, 80);
  const { precision, recall, f } = contourFMeasure(rectangle(0, 0, 100, 80), truth);
  expect([precision, recall]).toEqual([1, 0.5]);
  expect(f).toBeCloseTo(2 / 3, 12);
});

it('masks without a contour agree, and one of two does not', () => {
  const nothing = rectangle(0, 0, 0, 0);
  expect(contourFMeasure(nothing, nothing).f).toBe(1);
  expect(contourFMeasure(nothing, rectangle(5, 5, 9, 9)).f).toBe(0);
  expect(contourFMeasure(rectangle(5, 5, 9, 9), nothing).f).toBe(0);
});
