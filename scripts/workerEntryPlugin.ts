import type { Plugin } from 'vite';

/**
 * Keeps a worker's first file one that nothing imports. WebKit runs that file once more when a part that is loaded later imports
 * it, and the second copy answers the page's calls too, with a network that was never started. Workers of `ownWorker.ts` need none
 * of it: they are called by a port of their session, which a second copy does not hear, and they load less without it.
 *
 * @param which the addresses of first files that it is for
 */
export function workerEntryPlugin(which: RegExp): Plugin {
  return {
    name: 'worker-entry',
    // Of a first file that may export nothing, what others share gets a file of its own.
    options: (options) =>
      typeof options.input === 'string' && which.test(options.input)
        ? { ...options, preserveEntrySignatures: 'strict' }
        : null,
  };
}
