import { describe, expect, it } from 'vitest';
import type { RgbImage, ScalarMap } from '../image/types.ts';
import { averageDepth, boundaryOverlap, measureDepth } from './measureDepth.ts';

const SIDE = 8;

/** Left half `low`, right half `high`; the step lies before column `edge`. */
function step(low: number, high: number, edge = SIDE / 2): ScalarMap {
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i % SIDE < edge ? low : high));
  return { height: SIDE, width: SIDE, data };
}

function photoOf({ height, width, data }: ScalarMap): RgbImage {
  const bytes = Uint8Array.from({ length: 3 * data.length }, (_, i) =>
    Math.round(255 * data[Math.floor(i / 3)]!),
  );
  return { height, width, data: bytes };
}

describe('boundaryOverlap', () => {
  it('is 1 for equal edges, less for weaker ones, 0 for edges elsewhere', () => {
    expect(boundaryOverlap(step(0, 1), step(0, 1))).toBe(1);
    expect(boundaryOverlap(step(0, 1), step(1, 0))).toBe(1);
    // Steps of 1 and ½: 2 · ½ / (1 + ½).
    expect(boundaryOverlap(step(0, 1), step(0, 0.5))).toBeCloseTo(2 / 3, 6);
    expect(boundaryOverlap(step(0, 1), step(0, 1, 2))).toBe(0);
    expect(boundaryOverlap(step(0.5, 0.5), step(0.5, 0.5))).toBe(0);
  });
});

describe('measureDepth', () => {
  const clean = step(0.2, 0.8);
  const photo = photoOf(step(0, 1));

  it('counts holes as depth 0', () => {
    const valid = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => Number(i % SIDE > 0));
    const data = clean.data.map((value, i) => value * valid[i]!);
    const measured = measureDepth({ ...clean, data, valid }, clean, clean, photo);
    expect(measured.inputError).toBeCloseTo(0.2 / SIDE, 6);
    expect(measured.correctedError).toBe(0);
    expect(measured.correctedBoundary).toBeCloseTo((2 * 0.6) / 1.6, 5);
    expect(measured.inputBoundary).toBeLessThan(measured.correctedBoundary);
  });

  it('compares at the corrected map’s size', () => {
    const large = { height: 2 * SIDE, width: 2 * SIDE };
    const enlarge = (map: ScalarMap): ScalarMap => ({
      ...large,
      data: Float32Array.from({ length: 4 * SIDE * SIDE }, (_, i) => {
        const [x, y] = [i % (2 * SIDE), Math.floor(i / (2 * SIDE))];
        return map.data[(y >> 1) * SIDE + (x >> 1)]!;
      }),
    });
    const depth = { ...enlarge(step(0.3, 0.7)), valid: new Uint8Array(4 * SIDE * SIDE).fill(1) };
    const measured = measureDepth(depth, clean, enlarge(clean), photoOf(enlarge(step(0, 1))));
    expect(measured.inputError).toBeCloseTo(0.1, 6);
    expect(measured.correctedError).toBeCloseTo(0, 6);
  });
});

describe('averageDepth', () => {
  it('averages and counts where correction helped', () => {
    const base = { inputError: 0.2, inputBoundary: 0.4 };
    expect(
      averageDepth([
        { ...base, correctedError: 0.1, correctedBoundary: 0.3 },
        { ...base, correctedError: 0.2, correctedBoundary: 0.6 },
      ]),
    ).toEqual({
      images: 2,
      inputError: 0.2,
      correctedError: expect.closeTo(0.15, 12) as number,
      inputBoundary: 0.4,
      correctedBoundary: expect.closeTo(0.45, 12) as number,
      errorImproved: 0.5,
      boundaryImproved: 0.5,
    });
    expect(averageDepth([])).toBeNull();
  });
});
