import { releaseProxy, wrap } from 'comlink';
import type { WorkerHandle } from './client.ts';
import type { WorkerApi } from './protocol.ts';
import { prepareWire } from './wire.ts';
import { watchWorker } from './workerLife.ts';

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
    onDeath: (listener) => watchWorker(worker, (lock) => remote.live(lock), ended.signal, listener),
  };
}
