import { tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expandedDepthwise } from './expandedDepthwise.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { convolution, noise } from './testing/reference.ts';

const [HEIGHT, WIDTH, INPUTS, HIDDEN] = [7, 6, 4, 12];

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('expandedDepthwise on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it.each([1, 2])('expands, then filters with stride %i', async (stride) => {
    const x = noise(HEIGHT * WIDTH * INPUTS, 1);
    const [expandWeight, expandBias] = [noise(INPUTS * HIDDEN, 2), noise(HIDDEN, 3)];
    const [weight, bias] = [noise(9 * HIDDEN, 4), noise(HIDDEN, 5)];
    const output = tidy(() =>
      expandedDepthwise(
        {
          weight: tensor4d(expandWeight, [1, 1, INPUTS, HIDDEN]),
          bias: tensor1d(expandBias),
        },
        { weight: tensor4d(weight, [3, 3, HIDDEN, 1]), bias: tensor1d(bias) },
        tensor4d(x, [1, HEIGHT, WIDTH, INPUTS]),
        stride,
      ),
    );
    const actual = await output.data();
    output.dispose();
    const size = { height: HEIGHT, width: WIDTH, dilation: 1 };
    const expansion = { ...size, inputs: INPUTS, outputs: HIDDEN, kernel: 1, stride: 1 };
    const expanded = convolution({ ...expansion, depthwise: false }, x, expandWeight, expandBias);
    const hidden = Float32Array.from(expanded, (value) => Math.max(value, 0));
    const filter = { ...size, inputs: HIDDEN, outputs: HIDDEN, kernel: 3, stride };
    const expected = convolution({ ...filter, depthwise: true }, hidden, weight, bias);
    expect(actual.length).toBe(expected.length);
    expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(Math.max(value, 0), 4));
  });
});
