import { releaseProxy, wrap } from 'comlink';
import type { WorkerHandle } from './client.ts';
import type { WorkerApi } from './protocol.ts';
import { prepareWire } from './wire.ts';

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

/** An inference worker in a browser, as the client needs it. */
export function workerHandle(worker: Worker): WorkerHandle {
  const remote = wrap<WorkerApi>(worker);
  const ended = new AbortController();
  return {
    // Every call comes back as a promise already, and `wire.ts` takes callbacks as they are.
    api: remote,
    terminate: () => {
      ended.abort();
      remote[releaseProxy]();
      worker.terminate();
    },
    onDeath: (listener) => {
      // The event has no message when it is the script that cannot be loaded.
      worker.addEventListener('error', (event: Partial<ErrorEvent>) =>
        listener(event.message ?? ''),
      );
      worker.addEventListener('messageerror', () => listener('An answer could not be read.'));
      const lock = `inference-${Math.random()}`;
      void remote
        .live(lock)
        .then(() => whenFree(lock, ended.signal))
        .then(() => listener('It ended by itself.'))
        // The page itself ended the worker.
        .catch(() => undefined);
    },
  };
}

/**
 * Settles when nobody holds a lock any more. No event tells of a worker that closes itself or that the browser ends for
 * want of memory, but the lock that it held is free then.
 */
async function whenFree(lock: string, signal: AbortSignal): Promise<void> {
  const { locks } = navigator as Partial<Navigator>;
  if (locks === undefined) return new Promise(() => undefined);
  await locks.request(lock, { signal }, () => undefined);
}
