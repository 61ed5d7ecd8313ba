import { describe, expect, it } from 'vitest';
import { resizeBilinear } from '../math/resize.ts';
import { gradientOf, paintMap, valueAt, type Painting } from './paintMap.ts';

const map = { height: 1, width: 4, data: Float32Array.of(0, 0.5, 1, 2) };
const grey: Painting = { colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 0.5 };

const pixel = (pixels: Uint8ClampedArray, index: number) => [
  ...pixels.slice(index * 4, index * 4 + 4),
];

describe('paintMap', () => {
  it('paints values by their place in the range', () => {
    const pixels = paintMap(map, grey);
    expect(pixel(pixels, 0)).toEqual([0, 0, 0, 255]);
    expect(pixel(pixels, 1)).toEqual([128, 128, 128, 255]);
    expect(pixel(pixels, 2)).toEqual([255, 255, 255, 255]);
    expect(pixel(pixels, 3)).toEqual([255, 255, 255, 255]);
    expect(pixel(paintMap(map, { ...grey, range: [0, 2] }), 2)).toEqual([128, 128, 128, 255]);
  });

  it('tints the photo evenly, or more where values are high', () => {
    const even = paintMap(map, { ...grey, cover: 'even' });
    expect([0, 1, 2].map((index) => pixel(even, index)[3])).toEqual([128, 128, 128]);
    const fading = paintMap(map, { ...grey, cover: 'fading' });
    expect([0, 1, 2].map((index) => pixel(fading, index)[3])).toEqual([0, 64, 128]);
  });

  it('dims what an answer leaves out, and says so with twice the contrast', () => {
    const shares = { ...map, data: Float32Array.of(0.25, 0.5, 0.75, 1) };
    const dimmed = paintMap(shares, { ...grey, cover: 'dimming' });
    expect([0, 1, 2, 3].map((index) => pixel(dimmed, index))).toEqual([
      [0, 0, 0, 128],
      [0, 0, 0, 64],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ]);
  });

  it('leaves the photo only where values are high in a cut-out', () => {
    const cutOut = paintMap(map, { ...grey, cover: 'cut-out' });
    expect([0, 1, 2].map((index) => pixel(cutOut, index)[3])).toEqual([255, 128, 0]);
  });

  it('paints missing readings grey', () => {
    const pixels = paintMap(map, { ...grey, colours: 'magma' }, Uint8Array.of(0, 1, 1, 1));
    expect(pixel(pixels, 0)).toEqual([128, 128, 128, 255]);
    expect(pixel(pixels, 2)).not.toEqual([128, 128, 128, 255]);
  });

  it('paints the difference to another map', () => {
    const base = { ...map, data: Float32Array.of(1, 0.5, 0, 2) };
    const pixels = paintMap(map, { ...grey, range: [-1, 1], base });
    expect([0, 1, 2, 3].map((index) => pixel(pixels, index)[0])).toEqual([0, 128, 255, 128]);
  });

  it('does not divide by an empty range', () => {
    expect(pixel(paintMap(map, { ...grey, range: [1, 1] }), 2)).toEqual([0, 0, 0, 255]);
  });
});

describe('valueAt', () => {
  const field = { height: 3, width: 4, data: Float32Array.from({ length: 12 }, (_, i) => i * i) };

  it('agrees with the map resized to the photo', () => {
    const [height, width] = [17, 9];
    const full = resizeBilinear(field.data, field.height, field.width, 1, height, width);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const value = valueAt(field, (x + 0.5) / width, (y + 0.5) / height);
        expect(value).toBeCloseTo(full[y * width + x]!, 3);
      }
    }
  });

  it('of a map with holes is the pixel’s own, and nothing in a hole', () => {
    const valid = Uint8Array.from(field.data, (_, index) => Number(index !== 5));
    expect(valueAt(field, 0.5, 0.5, valid)).toBe(36);
    expect(valueAt(field, 0.49, 0.5, valid)).toBeNull();
    expect(valueAt(field, 1, 1, valid)).toBe(121);
  });

  it('stays inside at the border', () => {
    expect(valueAt(field, 0, 0)).toBe(0);
    expect(valueAt(field, 1, 1)).toBe(121);
  });
});

it('gradientOf runs from the lowest colour to the highest', () => {
  const gradient = gradientOf('grey');
  expect(gradient).toMatch(/^linear-gradient\(to right, rgb\(0 0 0\).*rgb\(255 255 255\)\)$/);
});
