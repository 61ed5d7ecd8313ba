import { tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { channelGates } from './channelGates.ts';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('channelGates on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('follows from the averages of each image by itself', async () => {
    const output = tidy(() =>
      channelGates(
        {
          // hidden = relu(mean₀ − mean₁)
          squeeze: { weight: tensor4d([1, -1], [1, 1, 2, 1]), bias: tensor1d([0]) },
          // gates = σ(2 · hidden, 1 − hidden)
          excite: { weight: tensor4d([2, -1], [1, 1, 1, 2]), bias: tensor1d([0, 1]) },
        },
        tensor4d([1, 0, 5, 2, 1, 3, 1, 1], [2, 1, 2, 2]),
      ),
    );
    expect(output.shape).toEqual([2, 1, 1, 2]);
    const actual = await output.data();
    output.dispose();
    // Means 3 and 1, then 1 and 2: hidden 2, then 0.
    const expected = [sigmoid(4), sigmoid(-1), sigmoid(0), sigmoid(1)];
    expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5));
  });
});
