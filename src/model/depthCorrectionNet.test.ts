import type { Rank } from '@tensorflow/tfjs-core';
import { tensor4d, type Tensor4D, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWasmBackend } from '../testing/backends.ts';
import { meanReading } from './depthCorrectionNet.ts';

const SIDE = 352;

/** The mean reading of a depth map, row by row. */
async function meanReadingOf(
  depth: (x: number, y: number) => number,
  valid: (x: number, y: number) => boolean,
): Promise<(x: number, y: number) => number> {
  const draw = (value: (x: number, y: number) => number): Tensor4D =>
    tensor4d(
      Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i % SIDE, Math.floor(i / SIDE))),
      [1, SIDE, SIDE, 1],
    );
  const mean = tidy(() =>
    meanReading({
      rgb: zeros<Rank.R4>([1, SIDE, SIDE, 3]),
      depth: draw(depth),
      valid: draw((x, y) => Number(valid(x, y))),
    }),
  );
  const values = await mean.data();
  mean.dispose();
  return (x, y) => values[y * SIDE + x]!;
}

describe('meanReading', () => {
  beforeAll(useWasmBackend);

  it('follows a ramp where there are readings', async () => {
    const at = await meanReadingOf(
      (x) => x / SIDE,
      () => true,
    );
    for (const x of [20, 100, 200, 330]) expect(at(x, 176)).toBeCloseTo(x / SIDE, 2);
  });

  it('fills a hole from its rim, however large it is', async () => {
    for (const radius of [3, 20, 60]) {
      const inHole = (x: number, y: number) => Math.hypot(x - 176, y - 176) < radius;
      // What lies under the hole must not be read.
      const at = await meanReadingOf(
        (x, y) => (inHole(x, y) ? 0.9 : 0.2),
        (x, y) => !inHole(x, y),
      );
      expect(at(176, 176)).toBeCloseTo(0.2, 2);
    }
  });

  it('prefers the readings that are near', async () => {
    const at = await meanReadingOf(
      (x) => (x < 176 ? 0.1 : 0.7),
      (x) => x < 150 || x > 200,
    );
    expect(at(156, 100)).toBeLessThan(0.2);
    expect(at(194, 100)).toBeGreaterThan(0.6);
  });

  it('is one half where nothing was read at all', async () => {
    const at = await meanReadingOf(
      () => 0.9,
      () => false,
    );
    expect(at(176, 176)).toBeCloseTo(0.5, 6);
  });
});
