import { useOwnKernels } from '../ownKernel.ts';
import { concatKernel } from './concat.ts';
import { gatherKernel } from './gather.ts';

let registered = false;

/** Puts our kernels in the place of the wasm backend's own. Once is enough. */
export function useFastKernels(): void {
  if (registered) return;
  registered = true;
  useOwnKernels('wasm', [concatKernel, gatherKernel]);
}
