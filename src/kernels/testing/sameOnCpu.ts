import { memory, type Tensor } from '@tensorflow/tfjs-core';
import { expect } from 'vitest';
import { useCpuBackend, useWasmBackend } from '../../testing/backends.ts';

/**
 * Expects wasm to give the same as plain JavaScript, bit for bit, and to keep no tensor. Wasm is active before and
 * after.
 */
export async function expectSameOnCpu(compute: () => Tensor): Promise<void> {
  const before = memory().numTensors;
  const output = compute();
  const actual = await output.data();
  const { shape } = output;
  output.dispose();
  expect(memory().numTensors).toBe(before);
  await useCpuBackend();
  const expected = compute();
  expect(shape).toEqual(expected.shape);
  expect(actual).toEqual(await expected.data());
  expected.dispose();
  await useWasmBackend();
}
