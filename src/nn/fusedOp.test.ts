import {
  addN,
  type KernelFunc,
  mul,
  registerKernel,
  type Tensor4D,
  tensor4d,
  tidy,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { useCpuBackend } from '../testing/backends.ts';
import { fusedOp } from './fusedOp.ts';
import { observeModules } from './observer.ts';

const scaledSum = fusedOp({
  name: 'TestSum',
  covers: (parts) => parts.length < 3,
  inputs: ([first, second]) => ({ first: first!, second: second! }),
  attributes: (_, scale) => ({ scale }),
  fallback: (parts: Tensor4D[], scale: number): Tensor4D => mul(addN(parts), scale),
});

const kernel = vi.fn<KernelFunc>(({ inputs }) => inputs['first']!);

/** Of `count` ones; 1 when the kernel gives it, 7 · `count` when tfjs does. */
function scaledSumOfOnes(count: number): number {
  return tidy(() => {
    const ones = Array.from({ length: count }, () => tensor4d([1], [1, 1, 1, 1]));
    return scaledSum(ones, 7).dataSync()[0]!;
  });
}

describe('fusedOp', () => {
  beforeAll(useCpuBackend);

  it('computes the fallback where the backend has no kernel', () => {
    expect(scaledSumOfOnes(2)).toBe(14);
  });
});

describe('fusedOp on a backend with a kernel', () => {
  beforeAll(async () => {
    await useCpuBackend();
    registerKernel({ kernelName: 'TestSum', backendName: 'cpu', kernelFunc: kernel });
  });
  afterAll(() => unregisterKernel('TestSum', 'cpu'));

  it('hands inputs and attributes to the kernel of the backend', () => {
    expect(scaledSumOfOnes(2)).toBe(1);
    expect(kernel.mock.lastCall?.[0]).toMatchObject({
      inputs: { first: { shape: [1, 1, 1, 1] }, second: { shape: [1, 1, 1, 1] } },
      attrs: { scale: 7 },
    });
  });

  it('computes the fallback for arguments that the kernel does not cover', () => {
    expect(scaledSumOfOnes(3)).toBe(21);
  });

  it('computes the fallback while somebody observes the layers', () => {
    observeModules(
      () => undefined,
      () => expect(scaledSumOfOnes(2)).toBe(14),
    );
  });
});
