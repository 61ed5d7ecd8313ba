import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core';

/** A kernel of our own; null for calls that it does not cover, which tfjs's still takes. */
export type FastKernel = (...values: Parameters<KernelFunc>) => TensorInfo | null;
