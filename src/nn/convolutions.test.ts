import { tensor1d, tensor4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Activation, conv2d } from './conv2d.ts';
import { depthwiseConv2d } from './depthwiseConv2d.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { convolution, type ConvolutionCase, noise } from './testing/reference.ts';

const base = { height: 8, width: 6, inputs: 3, outputs: 4, kernel: 3, stride: 1, dilation: 1 };
const CASES: readonly [string, Omit<ConvolutionCase, 'depthwise'>, Activation][] = [
  ['1×1', { ...base, kernel: 1 }, 'relu'],
  ['3×3', base, 'relu'],
  ['3×3 of stride 2 on even sizes', { ...base, stride: 2 }, 'leakyRelu'],
  ['3×3 of stride 2 on odd sizes', { ...base, height: 7, width: 5, stride: 2 }, 'linear'],
  ['3×3 of dilation 3', { ...base, dilation: 3 }, 'relu'],
  ['3×3 of a dilation beyond the picture', { ...base, dilation: 24 }, 'linear'],
];

const ACTIVATIONS: Readonly<Record<Activation, (value: number) => number>> = {
  linear: (value) => value,
  relu: (value) => Math.max(value, 0),
  leakyRelu: (value) => (value > 0 ? value : 0.01 * value),
};

/** Runs `block` on noise and compares with the loops. */
async function expectEqual(
  settings: ConvolutionCase,
  activation: Activation,
  block: (x: Tensor4D, weight: Tensor4D, bias: ReturnType<typeof tensor1d>) => Tensor4D,
): Promise<void> {
  const { height, width, inputs, outputs, kernel, depthwise } = settings;
  const columns = depthwise ? 1 : outputs;
  const x = noise(height * width * inputs, 1);
  const weight = noise(kernel * kernel * inputs * columns, 2);
  const bias = noise(outputs, 3);
  const output = tidy(() =>
    block(
      tensor4d(x, [1, height, width, inputs]),
      tensor4d(weight, [kernel, kernel, inputs, columns]),
      tensor1d(bias),
    ),
  );
  const actual = await output.data();
  output.dispose();
  const expected = convolution(settings, x, weight, bias).map(ACTIVATIONS[activation]);
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5));
}

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it.each(CASES)('conv2d computes a %s convolution', async (__, settings, activation) => {
    const { stride, dilation } = settings;
    await expectEqual({ ...settings, depthwise: false }, activation, (x, weight, bias) =>
      conv2d({ weight, bias }, x, { stride, dilation, activation }),
    );
  });

  it.each([1, 2])('depthwiseConv2d computes a convolution of stride %i', async (stride) => {
    const settings = { ...base, inputs: 5, outputs: 5, stride, depthwise: true };
    await expectEqual(settings, 'relu', (x, weight, bias) =>
      depthwiseConv2d({ weight, bias }, x, stride),
    );
  });
});
