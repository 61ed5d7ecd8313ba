import { startBackend, watchForLoss } from './backend.ts';
import { browserSources } from './modelFiles.ts';
import { makePreview } from './preview.ts';
import { type Platform, serveInference } from './serveInference.ts';

/**
 * On wasm convolutions are ours, and so are the threads. A chapter of the course computes with tfjs's, so that less is loaded for
 * it; so does the page where ours cannot be loaded.
 */
async function startWithOurs(...asked: Parameters<Platform['startBackend']>) {
  const facts = await startBackend(...asked, 'ours');
  if (facts.name !== 'wasm') return facts;
  try {
    const [{ useCrewKernels }, { startHelper }] = await Promise.all([
      import('../kernels/wasm/crewKernels.ts'),
      import('./helpers.ts'),
    ]);
    useCrewKernels(facts.threads > 1 ? { count: facts.threads - 1, start: startHelper } : null);
    return facts;
  } catch {
    return { ...facts, threads: 1 };
  }
}

// The first file of the inference worker in a browser.
serveInference({
  startBackend: startWithOurs,
  watchForLoss,
  sources: browserSources,
  makePreview,
});
