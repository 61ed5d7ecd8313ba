import { tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatedSum } from './gatedSum.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('gatedSum on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('multiplies every channel of an image by its gate and adds the residual', async () => {
    const output = tidy(() =>
      gatedSum(
        tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 2, 2]),
        tensor4d([0.5, 0, 1, 0.25], [2, 1, 1, 2]),
        tensor4d([10, 20, 30, 40, 50, 60, 70, 80], [2, 1, 2, 2]),
      ),
    );
    const actual = await output.data();
    output.dispose();
    expect([...actual]).toEqual([10.5, 20, 31.5, 40, 55, 61.5, 77, 82]);
  });
});
