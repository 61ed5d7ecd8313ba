import { tensor4d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { resizeBilinear } from '../math/resize.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { noise } from './testing/reference.ts';
import { upsampledSigmoid } from './upsampledSigmoid.ts';

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('upsampledSigmoid on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('enlarges logits and squashes them', async () => {
    const values = noise(5 * 7, 1);
    const input = tensor4d(values, [1, 5, 7, 1]);
    const output = upsampledSigmoid(input, 4);
    input.dispose();
    expect(output.shape).toEqual([1, 20, 28, 1]);
    const actual = await output.data();
    output.dispose();
    resizeBilinear(values, 5, 7, 1, 20, 28).forEach((logit, index) => {
      expect(actual[index]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 5);
    });
  });
});
