import '@tensorflow/tfjs-backend-webgpu';
import { copyRegisteredKernels, findBackendFactory, registerBackend } from '@tensorflow/tfjs-core';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';

/** tfjs's backend with our kernels. */
export const OURS = 'webgpu';
/** tfjs's backend as it comes, on a device of its own. */
export const STOCK = 'webgpu-stock';

/** Registers both, so that they can be compared in one page. Nothing starts yet. */
export function registerBothBackends(): void {
  // tfjs's own kernels and factory get another name before ours take their place.
  copyRegisteredKernels(OURS, STOCK);
  registerBackend(STOCK, findBackendFactory(OURS));
  registerWebgpuBackend();
}
