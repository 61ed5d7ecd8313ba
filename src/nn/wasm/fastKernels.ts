import {
  Concat,
  GatherV2,
  getKernel,
  type KernelFunc,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import { fastConcat } from './channelConcat.ts';
import { fastGather } from './channelGather.ts';

/** A kernel of our own; null for calls that it does not cover, which tfjs's still takes. */
export type FastKernel = (...values: Parameters<KernelFunc>) => TensorInfo | null;

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
