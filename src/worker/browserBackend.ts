import { startBackend } from './backend.ts';
import type { Platform } from './serveInference.ts';

/**
 * Starts a backend for the network in a browser. On wasm convolutions are ours, and so are the threads. A chapter of the course
 * computes with tfjs's, so that less is loaded for it; so does a page where ours cannot be loaded.
 *
 * @throws as `startBackend`
 */
export async function startBrowserBackend(...asked: Parameters<Platform['startBackend']>) {
  const facts = await startBackend(...asked, 'ours');
  if (facts.name !== 'wasm') return facts;
  try {
    const [{ useCrewKernels }, { helpersOf }] = await Promise.all([
      import('../kernels/wasm/crewKernels.ts'),
      import('./helpers.ts'),
    ]);
    useCrewKernels(facts.threads > 1 ? helpersOf(facts.threads - 1) : null);
    return facts;
  } catch {
    return { ...facts, threads: 1 };
  }
}
