import { describe, expect, it } from 'vitest';
import { cutOut } from './cutOut.ts';

const photo = { height: 1, width: 3, data: Uint8Array.of(10, 20, 30, 40, 50, 60, 200, 210, 220) };
const map = { height: 1, width: 3, data: Float32Array.of(0, 0.5, 1) };
const otherSize = { height: 3, width: 1, data: map.data };

describe('cutOut', () => {
  it('keeps the colours and takes the map as opacity', () => {
    expect([...cutOut(photo, map).data]).toEqual([
      10, 20, 30, 0, 40, 50, 60, 128, 200, 210, 220, 255,
    ]);
  });

  it('with a threshold is all or nothing, the threshold itself being in', () => {
    const alphas = (threshold: number) =>
      [...cutOut(photo, map, threshold).data].filter((_, i) => i % 4 === 3);
    expect(alphas(0.5)).toEqual([0, 255, 255]);
    expect(alphas(0.51)).toEqual([0, 0, 255]);
    expect(alphas(0)).toEqual([255, 255, 255]);
  });

  it('asks for a map of the same size', () => {
    expect(() => cutOut(photo, otherSize)).toThrow(
      "cutOut needs a map of the photo's size 1×3, got 3×1",
    );
  });
});
