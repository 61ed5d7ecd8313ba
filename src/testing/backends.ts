import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import {
  env,
  findBackendFactory,
  ready,
  registerBackend,
  removeBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { useFastKernels } from '../kernels/wasm/fastKernels.ts';
import { useCrewKernels } from '../kernels/wasm/crewKernels.ts';

/** Starts wasm in Node from the installed package. The package has no threads in Node; SIMD it has. */
export async function useWasmBackend(): Promise<void> {
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  const entry = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(dirname(entry) + sep);
  useFastKernels();
  useCrewKernels();
  await start('wasm');
}

/** Another one, for which our programs are chosen anew. */
export async function restartWasmBackend(): Promise<void> {
  const factory = findBackendFactory('wasm');
  removeBackend('wasm');
  registerBackend('wasm', factory);
  await useWasmBackend();
}

/** Plain JavaScript: slow, and independent of XNNPACK. */
export async function useCpuBackend(): Promise<void> {
  await import('@tensorflow/tfjs-backend-cpu');
  // Keeps its advertisement for a native backend out of the test report.
  env().set('IS_TEST', true);
  await start('cpu');
}

async function start(name: string): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`The backend ${name} does not start here.`);
  await ready();
}
