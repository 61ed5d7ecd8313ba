import '@tensorflow/tfjs-backend-wasm';
import { copyRegisteredKernels, findBackendFactory, registerBackend } from '@tensorflow/tfjs-core';
import { useFastKernels } from '../../src/kernels/wasm/fastKernels.ts';
import { useCrewKernels } from '../../src/kernels/wasm/crewKernels.ts';

/** tfjs's backend with our kernels. */
export const OURS_ON_WASM = 'wasm';
/** tfjs's backend as it comes, in a memory of its own. */
export const STOCK_ON_WASM = 'wasm-stock';

/**
 * Registers both, so that they can be compared in one page. Nothing starts yet. Some of tfjs's kernels keep functions of the
 * backend that was set last: they compute only on that one.
 */
export function registerBothWasmBackends(): void {
  // tfjs's own kernels and factory get another name before ours take their place.
  copyRegisteredKernels(OURS_ON_WASM, STOCK_ON_WASM);
  registerBackend(STOCK_ON_WASM, findBackendFactory(OURS_ON_WASM));
  useFastKernels();
  useCrewKernels();
}
