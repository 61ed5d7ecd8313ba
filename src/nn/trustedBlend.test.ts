import { fill, type Rank, stack, tensor4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { useCpuBackend, useWasmBackend } from '../testing/backends.ts';
import { trustedBlend } from './trustedBlend.ts';

/** Logits that are the same at every pixel of a [1, 1, 2, 2] map. */
function constantLogits(distance: number, trust: number): Tensor4D {
  const planes = [distance, trust].map((value) => fill<Rank.R3>([1, 1, 2], value));
  return stack(planes, 3) as Tensor4D;
}

async function blend(distance: number, trust: number): Promise<number[]> {
  const output = tidy(() =>
    trustedBlend({
      logits: constantLogits(distance, trust),
      nearby: fill<Rank.R4>([1, 2, 4, 1], 0.5),
      reading: fill<Rank.R4>([1, 2, 4, 1], 0.9),
      valid: tensor4d([1, 1, 1, 1, 0, 0, 0, 0], [1, 2, 4, 1]),
    }),
  );
  expect(output.shape).toEqual([1, 2, 4, 1]);
  const values = [...(await output.data())];
  output.dispose();
  return [values[0]!, values[7]!];
}

describe.each([
  ['wasm', useWasmBackend],
  ['cpu', useCpuBackend],
] as const)('trustedBlend on %s', (_, useBackend) => {
  beforeAll(useBackend);

  it('mixes reading and estimate where there is a reading, else takes the estimate', async () => {
    const [withReading, without] = await blend(0.2, 0);
    const estimate = 0.5 + Math.tanh(0.2);
    expect(withReading).toBeCloseTo(0.5 * 0.9 + 0.5 * estimate, 5);
    expect(without).toBeCloseTo(estimate, 5);
  });

  it('clips the estimate to [0,1]', async () => {
    expect((await blend(3, -50))[0]).toBeCloseTo(1, 5);
    expect((await blend(-3, -50))[1]).toBeCloseTo(0, 5);
  });

  it('keeps a reading that is trusted', async () => {
    expect((await blend(-3, 50))[0]).toBeCloseTo(0.9, 5);
  });
});
