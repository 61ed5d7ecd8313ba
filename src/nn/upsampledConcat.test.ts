import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resizeBilinear } from '../math/resize.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { noise } from './testing/reference.ts';
import { upsampledConcat } from './upsampledConcat.ts';

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('upsampledConcat on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('puts enlarged channels before and behind those of the largest part', async () => {
    const [before, large, behind] = [noise(2 * 3 * 2, 1), noise(4 * 6, 2), noise(2 * 3, 3)];
    const output = tidy(() =>
      upsampledConcat([
        tensor4d(before, [1, 2, 3, 2]),
        tensor4d(large, [1, 4, 6, 1]),
        tensor4d(behind, [1, 2, 3, 1]),
      ]),
    );
    expect(output.shape).toEqual([1, 4, 6, 4]);
    const actual = await output.data();
    output.dispose();
    const enlargedBefore = resizeBilinear(before, 2, 3, 2, 4, 6);
    const enlargedBehind = resizeBilinear(behind, 2, 3, 1, 4, 6);
    for (let pixel = 0; pixel < 24; pixel++) {
      const expected = [
        enlargedBefore[2 * pixel]!,
        enlargedBefore[2 * pixel + 1]!,
        large[pixel]!,
        enlargedBehind[pixel]!,
      ];
      expected.forEach((value, channel) =>
        expect(actual[4 * pixel + channel]).toBeCloseTo(value, 5),
      );
    }
  });
});
