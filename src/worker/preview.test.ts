import { expect, it } from 'vitest';
import { previewPixels } from './preview.ts';

it('keeps the pixels of a small photo', () => {
  const photo = { height: 1, width: 2, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };
  const { width, height, data } = previewPixels(photo);
  expect([width, height]).toEqual([2, 1]);
  expect([...data]).toEqual([1, 2, 3, 255, 4, 5, 6, 255]);
});

it('averages those of a large one, to at most 1600 on a side', () => {
  const photo = { height: 2, width: 3200, data: new Uint8Array(2 * 3200 * 3) };
  // Columns alternate between 100 and 201; the first pixel stands out.
  for (let i = 0; i < photo.data.length; i++) photo.data[i] = Math.floor(i / 3) % 2 ? 201 : 100;
  photo.data.set([0, 20, 40], 0);
  const { width, height, data } = previewPixels(photo);
  expect([width, height]).toEqual([1600, 1]);
  // (0 + 201 + 100 + 201) / 4 and so on; elsewhere 150.5, which canvases round to even.
  expect([...data.subarray(0, 4)]).toEqual([126, 130, 136, 255]);
  expect([...data.subarray(-4)]).toEqual([150, 150, 150, 255]);
});

it('never loses a side of a narrow photo', () => {
  const photo = { height: 9000, width: 1, data: new Uint8Array(9000 * 3).fill(7) };
  expect(previewPixels(photo)).toMatchObject({ width: 1, height: 1600 });
});
