import { describe, expect, it } from 'vitest';
import { SeededGaussian } from './gaussian.ts';
import { resizeArea, resizeBilinear, sizeWithin } from './resize.ts';
import { mean } from './statistics.ts';

function noise(length: number, seed = 1): Float32Array {
  return Float32Array.from(new SeededGaussian(seed).fill(length));
}

/** The definition, one output value at a time, in double precision. */
function bilinearAt(
  source: Float32Array,
  [height, width, channels]: readonly [number, number, number],
  [outHeight, outWidth]: readonly [number, number],
  [y, x, channel]: readonly [number, number, number],
): number {
  const clamp = (value: number, high: number) => Math.min(Math.max(value, 0), high);
  const sourceY = clamp(((y + 0.5) * height) / outHeight - 0.5, height - 1);
  const sourceX = clamp(((x + 0.5) * width) / outWidth - 0.5, width - 1);
  let sum = 0;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const weight =
        Math.max(0, 1 - Math.abs(row - sourceY)) * Math.max(0, 1 - Math.abs(column - sourceX));
      sum += weight * source[(row * width + column) * channels + channel]!;
    }
  }
  return sum;
}

describe('resizeBilinear', () => {
  it.each([
    [7, 5, 3, 11, 13],
    [7, 5, 2, 3, 2],
    [1, 4, 1, 3, 3],
    [4, 1, 1, 9, 2],
    [1, 1, 3, 2, 5],
    [6, 6, 1, 6, 6],
    [3, 9, 1, 12, 4],
  ])('of %i×%i×%i to %i×%i is the triangle-weighted sum', (height, width, channels, outH, outW) => {
    const source = noise(height * width * channels);
    const out = resizeBilinear(source, height, width, channels, outH, outW);
    expect(out.length).toBe(outH * outW * channels);
    for (let i = 0; i < out.length; i++) {
      const at = [
        Math.floor(i / channels / outW),
        Math.floor(i / channels) % outW,
        i % channels,
      ] as const;
      const expected = bilinearAt(source, [height, width, channels], [outH, outW], at);
      expect(Math.abs(out[i]! - expected)).toBeLessThan(1e-6);
    }
  });

  it('has half-pixel centres: doubling 0, 1 gives quarters, as PyTorch does', () => {
    expect([...resizeBilinear([0, 1], 1, 2, 1, 1, 4)]).toEqual([0, 0.25, 0.75, 1]);
  });

  it('does not antialias: every fourth pixel alone counts when shrinking by an odd factor', () => {
    expect([...resizeBilinear([9, 1, 9, 9, 5, 9], 1, 6, 1, 1, 2)]).toEqual([1, 5]);
  });
});

describe('resizeArea', () => {
  it('averages whole blocks exactly', () => {
    const source = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16];
    expect([...resizeArea(source, 4, 4, 1, 2, 2)]).toEqual([3.5, 5.5, 11.5, 13.5]);
  });

  it('counts parts of pixels: three to two', () => {
    const out = resizeArea([1, 2, 4], 1, 3, 1, 1, 2);
    expect(out[0]).toBeCloseTo((1 + 2 * 0.5) / 1.5, 6);
    expect(out[1]).toBeCloseTo((2 * 0.5 + 4) / 1.5, 6);
  });

  it.each([
    [37, 53, 8, 11],
    [640, 4, 352, 4],
    [97, 89, 96, 88],
  ])('keeps the mean of %i×%i at %i×%i', (height, width, outHeight, outWidth) => {
    const source = noise(height * width);
    const out = resizeArea(source, height, width, 1, outHeight, outWidth);
    expect(mean(out)).toBeCloseTo(mean(source), 6);
  });

  it('is bilinear along an axis that grows', () => {
    const source = noise(12);
    expect(resizeArea(source, 3, 4, 1, 7, 9)).toEqual(resizeBilinear(source, 3, 4, 1, 7, 9));
    const mixed = resizeArea([0, 0, 2, 2, 4, 4, 6, 6], 2, 4, 1, 4, 2);
    const rows = resizeArea([0, 0, 2, 2, 4, 4, 6, 6], 2, 4, 1, 2, 2);
    expect(mixed).toEqual(resizeBilinear(rows, 2, 2, 1, 4, 2));
  });

  it('keeps channels apart', () => {
    const source = noise(9 * 7 * 2);
    const both = resizeArea(source, 9, 7, 2, 4, 3);
    const second = resizeArea(
      source.filter((_, i) => i % 2 === 1),
      9,
      7,
      1,
      4,
      3,
    );
    expect(both.filter((_, i) => i % 2 === 1)).toEqual(second);
  });
});

describe('sizes', () => {
  it.each([resizeBilinear, resizeArea])('are checked by %o', (resize) => {
    expect(() => resize([1, 2, 3], 2, 2, 1, 1, 1)).toThrow(
      `${resize.name} needs 2×2×1 = 4 values, got 3`,
    );
    expect(() => resize([1], 1, 1, 1, 0, 1)).toThrow(`${resize.name} needs sizes of at least 1`);
    expect(() => resize([], 0, 0, 1, 1, 1)).toThrow(RangeError);
    expect(() => resize([1], 1, 1, 1, 1.5, 1)).toThrow(RangeError);
  });

  it('leave a constant constant', () => {
    for (const resize of [resizeBilinear, resizeArea]) {
      for (const value of resize(new Float32Array(91).fill(0.3), 13, 7, 1, 5, 10)) {
        expect(value).toBeCloseTo(0.3, 6);
      }
    }
  });
});

describe('sizeWithin', () => {
  it('brings the longer side to the most, and leaves smaller pictures as they are', () => {
    expect(sizeWithin({ height: 3000, width: 4000 }, 1000)).toEqual({ height: 750, width: 1000 });
    expect(sizeWithin({ height: 300, width: 400 }, 1000)).toEqual({ height: 300, width: 400 });
  });

  it('leaves one pixel of the shorter side', () => {
    expect(sizeWithin({ height: 1, width: 9000 }, 100)).toEqual({ height: 1, width: 100 });
  });
});
