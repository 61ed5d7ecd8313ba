import type { Helpers } from '../kernels/wasm/crew.ts';
import Helper from './helper.worker.ts?worker&inline';

/**
 * Threads that help with convolutions. Their script is a blob, so that they start wherever the package lies; hosts that forbid these
 * are asked before. A worker whose helper is stuck ends, and whoever started it starts another one.
 */
export function helpersOf(count: number): Helpers {
  return {
    count,
    start: (membership) => new Helper().postMessage(membership),
    stuck: () => close(),
  };
}
