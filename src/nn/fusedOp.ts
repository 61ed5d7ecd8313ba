import {
  engine,
  getBackend,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { isObserving } from './observer.ts';

/** A kernel reads all parts of its input at once, and a device may have no more than eight arrays. */
export const MOST_PARTS = 6;

/** How an operation of ours is handed to a backend that computes all of it at once. */
interface FusedOpSettings<
  Operation extends (...args: never[]) => Tensor4D,
  Inputs extends NamedTensorMap,
  Attributes extends NamedAttrMap,
> {
  /** Under which a backend may offer a kernel. */
  readonly name: string;
  /** Whether such a kernel takes these arguments; default all. */
  readonly covers?: (...args: Parameters<Operation>) => boolean;
  /** The tensors that the kernel reads. */
  readonly inputs: (...args: Parameters<Operation>) => Inputs;
  /** What the kernel has to know besides; default nothing. */
  readonly attributes?: (...args: Parameters<Operation>) => Attributes;
  /** The same by operations that every backend has. */
  readonly fallback: Operation;
}

/** What a kernel for an operation of ours has to know of it. */
export interface FusedOp<Inputs extends NamedTensorMap, Attributes extends NamedAttrMap> {
  /** Under which a backend may offer a kernel. */
  readonly kernelName: string;
  /** For the compiler alone, and no value at run time: the types of what a kernel is given. */
  readonly kernelTypes?: { readonly inputs: Inputs; readonly attributes: Attributes };
}

/**
 * An operation that is one kernel where the backend offers it, and several operations of tfjs elsewhere. While the
 * layers are observed it is several everywhere, because a kernel never stores what lies between them.
 */
export function fusedOp<
  Operation extends (...args: never[]) => Tensor4D,
  Inputs extends NamedTensorMap,
  Attributes extends NamedAttrMap = Record<never, never>,
>(
  settings: FusedOpSettings<Operation, Inputs, Attributes>,
): Operation & FusedOp<Inputs, Attributes> {
  const { name, covers, inputs, attributes, fallback } = settings;
  const compute = (...args: Parameters<Operation>): Tensor4D => {
    const isFused = offersKernel(name) && !isObserving() && (covers?.(...args) ?? true);
    if (!isFused) return fallback(...args);
    return engine().runKernel<Tensor4D>(name, inputs(...args), attributes?.(...args) ?? {});
  };
  return Object.assign(compute as Operation, { kernelName: name });
}

/** Whether the active backend has a kernel of this name. */
export function offersKernel(name: string): boolean {
  return getKernel(name, getBackend()) !== undefined;
}
