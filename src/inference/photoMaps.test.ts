import { describe, expect, it } from 'vitest';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { normaliseDepth } from '../image/normaliseDepth.ts';
import type { ScalarMap } from '../image/types.ts';
import { encodeDepthFile, encodeMapFile, encodeReadingsFile } from './photoMaps.ts';
import { fitToPhoto } from './networkMaps.ts';

const map: ScalarMap = { height: 2, width: 2, data: Float32Array.from([0, 1, 0.25, 0.5]) };
const photo = { height: 5, width: 8 };

/** Bilinear interpolation with pixel centres at half-integers, written out. */
function expected(y: number, x: number): number {
  const at = (position: number, size: number) =>
    Math.min(Math.max(((position + 0.5) * 2) / size - 0.5, 0), 1);
  const [v, u] = [at(y, photo.height), at(x, photo.width)];
  const [a, b, c, d] = map.data;
  return (1 - v) * ((1 - u) * a! + u * b!) + v * ((1 - u) * c! + u * d!);
}

const pixels = Array.from({ length: photo.height * photo.width }, (_, i) =>
  expected(Math.floor(i / photo.width), i % photo.width),
);

describe('maps at the size of a photo', () => {
  it('interpolates bilinearly', () => {
    const fitted = fitToPhoto(map, photo);
    expect(fitted).toMatchObject(photo);
    fitted.data.forEach((value, i) => expect(value).toBeCloseTo(pixels[i]!, 6));
  });

  it('writes 8 bits without stretching', async () => {
    const file = await decodeDepthRaw(encodeMapFile(map, photo));
    expect(file).toMatchObject({ ...photo, bitDepth: 8 });
    expect([...file.values]).toEqual(pixels.map((value) => Math.round(value * 255)));
  });

  it('writes depth in 16 bits without stretching', async () => {
    const file = await decodeDepthRaw(encodeDepthFile(map, photo));
    expect(file).toMatchObject({ ...photo, bitDepth: 16 });
    file.values.forEach((value, i) =>
      expect(Math.abs(value - pixels[i]! * 65535)).toBeLessThanOrEqual(0.51),
    );
  });

  it('writes readings that read back as they were, the farthest too', async () => {
    const depth = { ...map, data: Float32Array.of(0, 1, 0, 0.5), valid: Uint8Array.of(1, 1, 0, 1) };
    const raw = await decodeDepthRaw(encodeReadingsFile(depth));
    expect([...raw.values]).toEqual([1, 65535, 0, 32768]);
    const read = normaliseDepth(raw, { near: 'bright' });
    expect([...read.valid]).toEqual([1, 1, 0, 1]);
    expect([...read.data].map((value) => value.toFixed(4))).toEqual([
      '0.0000',
      '1.0000',
      '0.0000',
      '0.5000',
    ]);
  });
});
