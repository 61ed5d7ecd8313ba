import { memory, ones, type Rank } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { SeededGaussian } from '../math/gaussian.ts';
import { useCpuBackend } from '../testing/backends.ts';
import { channelDropout } from './channelDropout.ts';

beforeAll(useCpuBackend);

/** What is left of channels of ones. */
function left(rate: number, channels: number, seed = 1): Float32Array {
  const x = ones<Rank.R4>([1, 1, 1, channels]);
  const dropped = channelDropout(rate, new SeededGaussian(seed))(x);
  const values = dropped.dataSync<'float32'>();
  x.dispose();
  dropped.dispose();
  return values;
}

it('drops whole channels at its rate and scales the rest, so that the mean stays', () => {
  const before = memory().numTensors;
  const values = left(0.25, 4000);
  expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
  expect(values.reduce((sum, value) => sum + value, 0) / 4000).toBeCloseTo(1, 1);
  expect(memory().numTensors).toBe(before);
});

it('drops the same channels for the same seed, and others for another', () => {
  expect(left(0.5, 64)).toEqual(left(0.5, 64));
  expect(left(0.5, 64, 2)).not.toEqual(left(0.5, 64));
});

it('drops nothing at rate 0', () => {
  expect(left(0, 8)).toEqual(new Float32Array(8).fill(1));
});
