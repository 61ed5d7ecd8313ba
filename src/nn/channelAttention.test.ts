import { tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { channelAttention, declareChannelAttention } from './channelAttention.ts';
import { useWasmBackend } from '../testing/backends.ts';

beforeAll(useWasmBackend);

const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));

describe('channelAttention', () => {
  it('gates every channel by the averages of all', async () => {
    const output = tidy(() =>
      channelAttention(
        {
          // hidden = relu(2·mean₀ + mean₁, mean₀ − mean₁)
          squeeze: {
            weight: tensor4d([2, 1, 1, -1], [1, 1, 2, 2]),
            bias: tensor1d([0, 0]),
          },
          // gates = σ(hidden₀ − 1, 5·hidden₁)
          excite: {
            weight: tensor4d([1, 0, 0, 5], [1, 1, 2, 2]),
            bias: tensor1d([-1, 0]),
          },
        },
        tensor4d([1, 4, 3, 2], [1, 1, 2, 2]),
      ),
    );
    const actual = await output.data();
    output.dispose();
    // Means 2 and 3: hidden 7 and 0, gates σ(6) and σ(0).
    const expected = [1 * sigmoid(6), 4 * 0.5, 3 * sigmoid(6), 2 * 0.5];
    expected.forEach((value, index) => expect(actual[index]).toBeCloseTo(value, 5));
  });

  it('never squeezes below four channels', () => {
    expect(declareChannelAttention(32, 16).squeeze.bias.shape).toEqual([4]);
    expect(declareChannelAttention(256, 16).squeeze.bias.shape).toEqual([16]);
  });
});
