import { describe, expect, it } from 'vitest';
import { boxBlur } from './boxBlur.ts';

/** The definition: the mean of what a window holds. */
function straightforward(source: Float32Array, height: number, width: number, radius: number) {
  return source.map((_, index) => {
    const values: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const inside =
          Math.abs(y - Math.floor(index / width)) <= radius &&
          Math.abs(x - (index % width)) <= radius;
        if (inside) values.push(source[y * width + x]!);
      }
    }
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  });
}

describe('boxBlur', () => {
  it.each([
    [5, 7, 1],
    [6, 4, 2],
    [3, 9, 20],
    [1, 5, 1],
    [4, 4, 0],
  ])('%i×%i with radius %i is the mean of each window', (height, width, radius) => {
    const source = Float32Array.from({ length: height * width }, (_, i) => ((i * 37) % 11) / 11);
    const expected = straightforward(source, height, width, radius);
    boxBlur(source, height, width, radius).forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 5);
    });
  });
});
