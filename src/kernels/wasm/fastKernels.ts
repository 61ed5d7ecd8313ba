import {
  Concat,
  GatherV2,
  getKernel,
  type KernelFunc,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { fastConcat } from './channelConcat.ts';
import { fastGather } from './channelGather.ts';
import type { FastKernel } from './fastKernel.ts';

const FAST_KERNELS: Readonly<Record<string, FastKernel>> = {
  [Concat]: fastConcat,
  [GatherV2]: fastGather,
};

let registered = false;

/** Puts our kernels in the place of the wasm backend's own. */
export function useFastKernels(): void {
  if (registered) return;
  registered = true;
  for (const [name, fast] of Object.entries(FAST_KERNELS)) {
    const stock = getKernel(name, 'wasm');
    if (stock === undefined) throw new Error(`The wasm backend is not loaded: it has no ${name}.`);
    const kernelFunc: KernelFunc = (call) => fast(call) ?? stock.kernelFunc(call);
    unregisterKernel(name, 'wasm');
    registerKernel({ ...stock, kernelFunc });
  }
}
