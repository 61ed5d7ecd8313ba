import { describe, expect, it } from 'vitest';
import { MetricInputError } from './metricInput.ts';
import { objectCount } from './objectCount.ts';

const SIDE = 40;

/** A mask of boxes [top, left, height, width]. */
function boxes(...places: readonly (readonly [number, number, number, number])[]) {
  const data = new Uint8Array(SIDE * SIDE);
  for (const [top, left, height, width] of places) {
    for (let y = top; y < top + height; y++) data.fill(1, y * SIDE + left, y * SIDE + left + width);
  }
  return { height: SIDE, width: SIDE, data };
}

describe('objectCount', () => {
  it('counts separate boxes', () => {
    expect(objectCount(boxes([2, 2, 10, 10]))).toBe(1);
    expect(objectCount(boxes([2, 2, 10, 10], [20, 20, 8, 8], [2, 28, 6, 6]))).toBe(3);
  });

  it('takes boxes that touch at a corner for one', () => {
    expect(objectCount(boxes([2, 2, 10, 10], [12, 12, 10, 10]))).toBe(1);
  });

  it('follows a spiral to its end', () => {
    const spiral = boxes(
      [0, 0, 2, 40],
      [0, 38, 40, 2],
      [38, 0, 2, 40],
      [6, 0, 34, 2],
      [6, 0, 2, 30],
    );
    expect(objectCount(spiral)).toBe(1);
  });

  it('passes over crumbs: under 1.5 % of the picture, or under a tenth of the largest', () => {
    expect(objectCount(boxes([2, 2, 10, 10], [30, 30, 4, 5]))).toBe(1);
    expect(objectCount(boxes([2, 2, 10, 10], [30, 30, 5, 5]))).toBe(2);
    expect(objectCount(boxes([0, 0, 20, 20], [30, 30, 6, 6]))).toBe(1);
  });

  it('sees one object in crumbs alone and none in an empty mask', () => {
    expect(objectCount(boxes([2, 2, 2, 2], [20, 20, 2, 2]))).toBe(1);
    expect(objectCount(boxes())).toBe(0);
  });

  it('refuses a mask that is not filled', () => {
    expect(() => objectCount({ height: 4, width: 4, data: new Uint8Array(15) })).toThrow(
      MetricInputError,
    );
  });
});
