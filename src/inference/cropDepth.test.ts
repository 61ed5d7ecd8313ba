import { describe, expect, it } from 'vitest';
import { cropToAspect } from './prepareDepth.ts';

/** A depth map whose values count up, with one missing reading. */
function counting(height: number, width: number) {
  const data = Float32Array.from({ length: height * width }, (_, index) => index);
  const valid = new Uint8Array(height * width).fill(1);
  valid[width + 2] = 0;
  return { height, width, data, valid };
}

describe('cropToAspect', () => {
  it('cuts both sides of a map that is too wide', () => {
    const cropped = cropToAspect(counting(2, 6), { height: 100, width: 100 });
    expect(cropped).toMatchObject({ height: 2, width: 2 });
    expect([...cropped.data]).toEqual([2, 3, 8, 9]);
    expect([...cropped.valid]).toEqual([1, 1, 0, 1]);
  });

  it('cuts top and bottom of a map that is too high', () => {
    const cropped = cropToAspect(counting(6, 2), { height: 3, width: 3 });
    expect([...cropped.data]).toEqual([4, 5, 6, 7]);
  });

  it('leaves a map that fits', () => {
    const depth = counting(3, 4);
    expect(cropToAspect(depth, { height: 480, width: 640 })).toEqual(depth);
  });

  it('never becomes empty', () => {
    const cropped = cropToAspect(counting(2, 3), { height: 1000, width: 1 });
    expect(cropped.width).toBe(1);
  });
});
