import { useOwnKernels } from '../ownKernel.ts';
import { concatKernel } from './concatenation.ts';
import { convolutionKernels } from './convolutions.ts';
import { employ, type Helpers } from './crew.ts';

let registered = false;

/**
 * Puts our programs in the place of the wasm backend's kernels: convolutions, which multiply and add by one instruction where one can
 * do both, and concatenation. Once is enough, before the backend starts or after it, but before it computes.
 *
 * @param helpers threads beside this one; only where the backend's memory will be shared
 */
export function useCrewKernels(helpers: Helpers | null = null): void {
  employ(helpers);
  if (registered) return;
  registered = true;
  useOwnKernels('wasm', [...convolutionKernels, concatKernel]);
}
