import { expect, it } from 'vitest';
import { mapColours, photoColours, pickColours } from './colours.ts';

it('takes red, green and blue of a canvas and leaves its transparency', () => {
  const rgba = Uint8ClampedArray.of(1, 2, 3, 255, 4, 5, 6, 255);
  expect(photoColours(rgba)).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
});

it('colours a map from 0 to its most, and no further', () => {
  const map = { height: 1, width: 3, data: Float32Array.of(0, 0.1, 0.5) };
  expect(mapColours(map, map, 'grey', 0.1)).toEqual(
    Uint8Array.of(0, 0, 0, 255, 255, 255, 255, 255, 255),
  );
});

it('picks the colours of the pixels that became points', () => {
  const colours = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9);
  expect(pickColours(colours, Uint32Array.of(2, 0))).toEqual(Uint8Array.of(7, 8, 9, 1, 2, 3));
});
