import { availableParallelism, totalmem } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { BackendName } from '../worker/protocol.ts';

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

/** What a thread with a network of its own may take of the memory: measured 370 MB, and some room. */
const THREAD_BYTES = 600e6;

/**
 * How many threads to use: the given number, else one a core as far as the memory goes. More than one a core only
 * cost time (measured with 1 to 4 threads on two cores).
 */
export function threadCount(given: number | undefined, backend: BackendName): number {
  if (given !== undefined) return given;
  const most =
    backend === 'webgpu' ? GPU_THREADS : Math.max(1, Math.floor(totalmem() / THREAD_BYTES));
  return Math.min(availableParallelism(), most);
}
