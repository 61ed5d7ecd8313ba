import { expect, it } from 'vitest';
import { hideObject, hidePatches, largestPart } from './hidePhoto.ts';
import type { RgbImage } from './types.ts';

/** Grey, from 0 on the left to 70 on the right. */
const photo: RgbImage = {
  height: 8,
  width: 8,
  data: Uint8Array.from({ length: 192 }, (_, i) => 10 * (Math.floor(i / 3) % 8)),
};
const MEAN = 35;
const grey = ({ data }: RgbImage, x: number, y: number) => data[(y * 8 + x) * 3];

it('hides the patches of the numbers, and nothing else', () => {
  const hidden = hidePatches(photo, [0, 15]);
  expect([grey(hidden, 0, 0), grey(hidden, 1, 1), grey(hidden, 7, 7)]).toEqual([MEAN, MEAN, MEAN]);
  expect([grey(hidden, 2, 0), grey(hidden, 0, 2), grey(hidden, 5, 7)]).toEqual([20, 0, 50]);
  expect(hidePatches(photo, []).data).toEqual(photo.data);
});

it('hides what a map holds, with a rim that grows with the map', () => {
  const data = new Float32Array(80 * 80);
  data[40 * 80 + 20] = 1;
  const hidden = hideObject(photo, { height: 80, width: 80, data });
  // One pixel of 80 is less than one of 8; its rim reaches the middle of photo pixel (2, 4) no more.
  expect(grey(hidden, 2, 4)).toBe(20);
  data.fill(1, 40 * 80 + 20, 40 * 80 + 30);
  data.fill(1, 44 * 80 + 20, 44 * 80 + 30);
  const more = hideObject(photo, { height: 80, width: 80, data });
  expect([grey(more, 2, 4), grey(more, 3, 4), grey(more, 2, 5)]).toEqual([MEAN, 30, 20]);
});

it('of several parts the largest stays', () => {
  const map = { height: 2, width: 4, data: Float32Array.of(0.9, 0, 0.6, 0.7, 0, 0.8, 0, 0.2) };
  expect([...largestPart(map).data.map((value) => Math.round(value * 10))]).toEqual([
    0, 0, 6, 7, 0, 0, 0, 0,
  ]);
  expect(largestPart({ ...map, data: new Float32Array(8) }).data.every((v) => v === 0)).toBe(true);
});
