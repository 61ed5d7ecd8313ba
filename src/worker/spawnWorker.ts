import { proxy, releaseProxy, wrap } from 'comlink';
import type { WorkerHandle } from './client.ts';
import type { InferenceApi } from './protocol.ts';

/** Starts the inference worker of the page. */
export function spawnWorker(): WorkerHandle {
  const worker = new Worker(new URL('./inference.worker.ts', import.meta.url), {
    type: 'module',
    name: 'inference',
  });
  const remote = wrap<InferenceApi>(worker);
  return {
    api: {
      start: (request, onProgress, onLost) =>
        remote.start(request, proxy(onProgress), proxy(onLost)),
      readPhoto: (file) => remote.readPhoto(file),
      readDepth: (file, near, shape) => remote.readDepth(file, near, shape),
      readTruth: (file) => remote.readTruth(file),
      setImage: (request) => remote.setImage(request),
      openModel: (source, onProgress) => remote.openModel(source, proxy(onProgress)),
      drawSamples: (request, onProgress) => remote.drawSamples(request, proxy(onProgress)),
      explore: (z) => remote.explore(z),
      latentEffects: () => remote.latentEffects(),
      assess: (request) => remote.assess(request),
      runPair: (request) => remote.runPair(request),
      download: (what) => remote.download(what),
      interrupt: (how) => remote.interrupt(how),
    },
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
