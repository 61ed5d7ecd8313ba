import { getBackend, getKernel } from '@tensorflow/tfjs-core';

/**
 * Whether the active backend has a kernel of this name: an operation that tfjs does not know, which a backend may
 * offer as one piece and which is made of tfjs's operations elsewhere.
 */
export function offersKernel(name: string): boolean {
  return getKernel(name, getBackend()) !== undefined;
}
