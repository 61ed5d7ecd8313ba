import type { Plugin } from 'vite';

/**
 * Keeps a worker's first file one that nothing imports. WebKit runs that file once more when a part that is loaded later imports
 * it, and the second copy answers the page's calls too, with a network that was never started.
 */
export function workerEntryPlugin(): Plugin {
  return {
    name: 'worker-entry',
    // Of a first file that may export nothing, what others share gets a file of its own.
    options: (options) => ({ ...options, preserveEntrySignatures: 'strict' }),
  };
}
