import { describe, expect, it } from 'vitest';
import { colourOfBoth, paintBoth } from './paintBoth.ts';

describe('the picture of saliency and uncertainty', () => {
  it('tells four cases apart, and mixes between them', () => {
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(([s, u]) => colourOfBoth(s!, u!).join());
    expect(new Set(corners).size).toBe(4);
    const [, middle] = colourOfBoth(0.5, 0.5);
    expect(middle).toBeCloseTo((19 + 178 + 96 + 238) / 4);
    expect(colourOfBoth(2, -1)).toEqual(colourOfBoth(1, 0));
  });

  it('paints pixel by pixel in one opacity', () => {
    const row = (...values: number[]) => ({
      height: 1,
      width: 2,
      data: Float32Array.from(values),
    });
    const pixels = paintBoth(row(1, 0), row(0, 0.25), 0.25, 0.5);
    expect([...pixels]).toEqual([70, 178, 255, 128, 240, 96, 32, 128]);
  });
});
