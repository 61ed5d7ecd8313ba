import { tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { observeModules } from './observer.ts';
import { residualConv2d } from './residualConv2d.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { convolution, noise } from './testing/reference.ts';

const CASE = { height: 5, width: 7, inputs: 3, outputs: 4, kernel: 3, stride: 1, dilation: 2 };

/** x, weight, bias and residual of `CASE`. */
const [X, WEIGHT, BIAS, RESIDUAL] = [5 * 7 * 3, 3 * 3 * 3 * 4, 4, 5 * 7 * 4].map(noise) as [
  Float32Array,
  Float32Array,
  Float32Array,
  Float32Array,
];

function parametersOfCase() {
  return { weight: tensor4d(WEIGHT, [3, 3, 3, 4]), bias: tensor1d(BIAS) };
}

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('residualConv2d on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it.each(['linear', 'relu'] as const)('is %s in convolution and residual', async (activation) => {
    const output = tidy(() => {
      const x = tensor4d(X, [1, 5, 7, 3]);
      const residual = tensor4d(RESIDUAL, [1, 5, 7, 4]);
      return residualConv2d(parametersOfCase(), x, residual, { dilation: 2, activation });
    });
    const actual = await output.data();
    output.dispose();
    const convolved = convolution({ ...CASE, depthwise: false }, X, WEIGHT, BIAS);
    convolved.forEach((value, index) => {
      const sum = value + RESIDUAL[index]!;
      expect(actual[index]).toBeCloseTo(activation === 'relu' ? Math.max(sum, 0) : sum, 5);
    });
  });

  it('shows an observer the convolution without the residual', async () => {
    const seen: Promise<Float32Array>[] = [];
    tidy(() => {
      const x = tensor4d(X, [1, 5, 7, 3]);
      const residual = tensor4d(RESIDUAL, [1, 5, 7, 4]);
      observeModules(
        (__, output) => seen.push(output.data<'float32'>()),
        () => residualConv2d(parametersOfCase(), x, residual, { dilation: 2 }),
      );
    });
    expect(seen).toHaveLength(1);
    const [first] = await seen[0]!;
    expect(first).toBeCloseTo(convolution({ ...CASE, depthwise: false }, X, WEIGHT, BIAS)[0]!, 5);
  });
});
