import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resizeBilinear } from '../math/resize.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { upsampleBilinear } from './resizeBilinear.ts';
import { noise } from './testing/reference.ts';

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('upsampleBilinear on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it.each([2, 4, 8])('enlarges by %i with half-pixel centres', async (factor) => {
    const x = noise(3 * 5 * 2, factor);
    const output = tidy(() => upsampleBilinear(tensor4d(x, [1, 3, 5, 2]), factor));
    const actual = await output.data();
    output.dispose();
    const expected = resizeBilinear(x, 3, 5, 2, 3 * factor, 5 * factor);
    expect(actual.length).toBe(expected.length);
    expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5));
  });

  it('gives back its input for factor 1', () => {
    tidy(() => {
      const x = tensor4d([1, 2, 3, 4], [1, 2, 2, 1]);
      expect(upsampleBilinear(x, 1)).toBe(x);
    });
  });
});
