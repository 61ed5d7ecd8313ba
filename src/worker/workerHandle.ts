import { releaseProxy, wrap } from 'comlink';
import type { WorkerHandle } from './client.ts';
import type { InferenceApi } from './protocol.ts';
import { prepareWire } from './wire.ts';

prepareWire((error) => ({ code: 'unexpected', detail: String(error) }));

/** An inference worker in a browser, as the client needs it. */
export function workerHandle(worker: Worker): WorkerHandle {
  const remote = wrap<InferenceApi>(worker);
  return {
    // Every call comes back as a promise already, and `wire.ts` takes callbacks as they are.
    api: remote,
    terminate: () => {
      remote[releaseProxy]();
      worker.terminate();
    },
    onDeath: (listener) => {
      // The event has no message when it is the script that cannot be loaded.
      worker.addEventListener('error', (event: Partial<ErrorEvent>) =>
        listener(event.message ?? ''),
      );
      worker.addEventListener('messageerror', () => listener('An answer could not be read.'));
    },
  };
}
