import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BackendName } from './backend.ts';

/** What a thread of this program is started with. */
export interface ThreadData<Setup> {
  /** Address of the thread's own file. */
  readonly entry: string;
  readonly setup: Setup;
}

/** Starts one of this folder's thread files, such as `./metricsThread.ts`. */
export function startThread<Setup>(file: string, setup: Setup): Worker {
  const workerData: ThreadData<Setup> = { entry: new URL(file, import.meta.url).href, setup };
  return new Worker(new URL('./threadEntry.mjs', import.meta.url), { workerData });
}

/** A GPU is one for all threads: two keep it busy while one of them measures. */
const GPU_THREADS = 2;

/** How many threads to use: the given number, else what suits the backend and this machine. */
export function threadCount(given: number | undefined, backend: BackendName): number {
  if (given !== undefined) return given;
  const cores = availableParallelism();
  return backend === 'webgpu' ? Math.min(GPU_THREADS, cores) : cores;
}
