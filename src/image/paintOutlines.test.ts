import { describe, expect, it } from 'vitest';
import { lineColour, lineRgb, OUTLINE_SCALE, paintOutlines } from './paintOutlines.ts';
import type { ScalarMap } from './types.ts';

const SIDE = 24;

/** A disc of a radius about the middle, with an edge as soft as the network's. */
function disc(radius: number, softness = 1): ScalarMap {
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [(i % SIDE) + 0.5 - SIDE / 2, Math.floor(i / SIDE) + 0.5 - SIDE / 2];
    return 1 / (1 + Math.exp((Math.hypot(x, y) - radius) / softness));
  });
  return { height: SIDE, width: SIDE, data };
}

/** Colour and alpha of a pixel, by its distance to the right of the middle in the map's pixels. */
function pixelAt(pixels: Uint8ClampedArray, right: number): number[] {
  const side = SIDE * OUTLINE_SCALE;
  const at = 4 * ((side / 2) * side + side / 2 + Math.floor(right * OUTLINE_SCALE));
  return [...pixels.slice(at, at + 4)];
}

describe('paintOutlines', () => {
  it.each([0.1, 0.5, 2])(
    'draws a line where the level is, and nothing else: edge %f',
    (softness) => {
      const pixels = paintOutlines([disc(7, softness)], 0.5);
      expect(pixels).toHaveLength(4 * (SIDE * OUTLINE_SCALE) ** 2);
      expect(pixelAt(pixels, 6.9)[3]).toBeGreaterThan(230);
      const rgb = lineRgb(0, 1).map((value) => Math.round(255 * value));
      const [red, green, blue] = pixelAt(pixels, 6.9) as [number, number, number];
      for (const [index, value] of [red, green, blue].entries()) {
        expect(Math.abs(value - rgb[index]!)).toBeLessThan(24);
      }
      for (const away of [0, 4, 5, 9, 11]) expect(pixelAt(pixels, away)[3]).toBe(0);
    },
  );

  it('parts the line from the photo by a dark seam', () => {
    const [red, , , alpha] = pixelAt(paintOutlines([disc(7)], 0.5), 7.8);
    expect(red).toBeLessThan(100);
    expect(alpha).toBeGreaterThan(40);
  });

  it('moves with the level', () => {
    const pixels = paintOutlines([disc(7)], 1 / (1 + Math.exp(-2)));
    expect(pixelAt(pixels, 4.9)[3]).toBeGreaterThan(230);
    expect(pixelAt(pixels, 6.9)[3]).toBe(0);
  });

  it('draws every answer in a colour of its own', () => {
    const pixels = paintOutlines([disc(4), disc(9)], 0.5);
    const differences = pixelAt(pixels, 3.9).map((value, i) => value - pixelAt(pixels, 8.9)[i]!);
    expect(Math.max(...differences.map(Math.abs))).toBeGreaterThan(100);
  });

  it('leaves a map alone that marks all or nothing', () => {
    const full = { height: 2, width: 2, data: new Float32Array(4).fill(1) };
    expect(paintOutlines([full], 0.5).every((value) => value === 0)).toBe(true);
  });
});

describe('lineRgb', () => {
  it('is the colour that the style sheet is told', () => {
    expect(lineColour(0, 3)).toBe('hsl(20 95% 62%)');
    const [red, green, blue] = lineRgb(0, 3).map((value) => Math.round(255 * value));
    expect([red, green, blue]).toEqual([250, 127, 66]);
  });
});
