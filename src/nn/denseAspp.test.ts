import { concat, tensor1d, tensor4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { declareDenseAspp, denseAspp } from './denseAspp.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { noise } from './testing/reference.ts';

function convolution(inputs: number, outputs: number, kernel: number, seed: number) {
  const shape: [number, number, number, number] = [kernel, kernel, inputs, outputs];
  return {
    weight: tensor4d(noise(kernel * kernel * inputs * outputs, seed), shape),
    bias: tensor1d(noise(outputs, seed + 1)),
  } satisfies Conv2dParameters;
}

describe('denseAspp', () => {
  beforeAll(useWasmBackend);

  it('shows every branch the input and all branches before', async () => {
    const [actual, expected] = tidy(() => {
      const reduce = [convolution(4, 4, 1, 1), convolution(6, 4, 1, 3)];
      const dilate = [convolution(4, 2, 3, 5), convolution(4, 2, 3, 7)];
      const merge = convolution(8, 4, 1, 9);
      const x: Tensor4D = tensor4d(noise(6 * 5 * 4, 11), [1, 6, 5, 4]);
      const first = conv2d(dilate[0]!, conv2d(reduce[0]!, x), { dilation: 2 });
      const both = concat([x, first], 3);
      const second = conv2d(dilate[1]!, conv2d(reduce[1]!, both), { dilation: 3 });
      return [
        denseAspp({ reduce, dilate, merge }, x, [2, 3]),
        conv2d(merge, concat([both, second], 3)),
      ] as const;
    });
    expect(actual.shape).toEqual([1, 6, 5, 4]);
    expect(await actual.data()).toEqual(await expected.data());
    actual.dispose();
    expected.dispose();
  });

  it('declares wider convolutions from branch to branch', () => {
    const { reduce, merge } = declareDenseAspp(32, 16, 3);
    expect(reduce.map(({ weight }) => weight.shape[2])).toEqual([32, 48, 64]);
    expect(merge.weight.shape).toEqual([1, 1, 80, 32]);
  });
});
