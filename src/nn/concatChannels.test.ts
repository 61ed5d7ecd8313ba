import { concat, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { concatChannels } from './concatChannels.ts';
import { useCpuBackend, useWasmBackend } from './testing/backends.ts';
import { noise } from './testing/reference.ts';

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('concatChannels on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('equals a concatenation, bit for bit', async () => {
    const outputs = tidy(() => {
      const parts = [3, 1, 2].map((channels) =>
        tensor4d(noise(2 * 4 * 5 * channels, channels), [2, 4, 5, channels]),
      );
      return [concatChannels(parts), concat(parts, 3)];
    });
    const [actual, expected] = await Promise.all(outputs.map((output) => output.data()));
    expect(outputs[0]!.shape).toEqual([2, 4, 5, 6]);
    expect(actual).toEqual(expected);
    outputs.forEach((output) => output.dispose());
  });
});
