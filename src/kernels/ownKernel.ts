import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorMap,
  registerKernel,
  type TensorInfo,
  unregisterKernel,
} from '@tensorflow/tfjs-core';
import type { FusedOp } from '../nn/fusedOp.ts';

type KernelCall = Parameters<KernelFunc>[0];

/** A kernel of ours for one operation. */
export interface OwnKernel {
  /** Of the operation. */
  readonly name: string;
  /** Whether the operation is one of tfjs's, for which the backend has a kernel already. */
  readonly replaces: boolean;
  /** Null for a call that it does not cover, which then goes on to the kernel that it replaces. */
  readonly compute: (call: KernelCall) => TensorInfo | null;
}

type Compute<Names extends string, Attributes, Backend, Result> = (
  inputs: Readonly<Record<Names, TensorInfo>>,
  backend: Backend,
  attributes: Attributes,
) => Result;

function erased<Names extends string, Attributes, Backend>(
  compute: Compute<Names, Attributes, Backend, TensorInfo | null>,
): OwnKernel['compute'] {
  return ({ inputs, backend, attrs }) =>
    compute(inputs as Record<Names, TensorInfo>, backend as Backend, attrs as Attributes);
}

/** A kernel for an operation of ours; it takes every call that the operation makes of it. */
export function fusedKernel<Inputs extends NamedTensorMap, Attributes extends NamedAttrMap>(
  { kernelName }: FusedOp<Inputs, Attributes>,
  compute: Compute<keyof Inputs & string, Attributes, WebGPUBackend, TensorInfo>,
): OwnKernel {
  return { name: kernelName, replaces: false, compute: erased(compute) };
}

/** A kernel for the operation of tfjs of that name. */
export function replacingKernel<Names extends string, Attributes, Backend = WebGPUBackend>(
  name: string,
  compute: Compute<Names, Attributes, Backend, TensorInfo | null>,
): OwnKernel {
  return { name, replaces: true, compute: erased(compute) };
}

/**
 * Gives our kernels to the backend of that name, so that model code need not know. Calls that they do not cover
 * (activations and layouts that the network does not use) go on to tfjs's.
 *
 * @throws Error when the backend's own kernels are not there yet
 */
export function useOwnKernels(backendName: string, kernels: readonly OwnKernel[]): void {
  for (const { name: kernelName, replaces, compute } of kernels) {
    if (!replaces) {
      registerKernel({ kernelName, backendName, kernelFunc: (call) => compute(call)! });
      continue;
    }
    const stock = getKernel(kernelName, backendName);
    if (stock === undefined) {
      throw new Error(`The backend ${backendName} is not loaded: it has no ${kernelName}.`);
    }
    unregisterKernel(kernelName, backendName);
    const kernelFunc: KernelFunc = (call) => compute(call) ?? stock.kernelFunc(call);
    registerKernel({ ...stock, kernelFunc });
  }
}
