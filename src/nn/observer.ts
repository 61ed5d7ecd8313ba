import type { Tensor } from '@tensorflow/tfjs-core';

/** Receives a module's parameters, which identify it, and its output, which it must not keep or free. */
export type ModuleObserver = (parameters: object, output: Tensor) => void;

let active: ModuleObserver | null = null;

/**
 * Runs `work`, which must be synchronous, and shows `observer` the output of every block. So activations are compared
 * and operations counted in the real forward pass, without a second one.
 */
export function observeModules<Result>(observer: ModuleObserver, work: () => Result): Result {
  const previous = active;
  active = observer;
  try {
    return work();
  } finally {
    active = previous;
  }
}

/** Blocks pass their output through this. */
export function observed<Output extends Tensor>(parameters: object, output: Output): Output {
  active?.(parameters, output);
  return output;
}

/** Whether the blocks' outputs are observed. Then none may be skipped. */
export function isObserving(): boolean {
  return active !== null;
}
