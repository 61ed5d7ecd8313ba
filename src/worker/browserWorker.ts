import { startBackend, watchForLoss } from './backend.ts';
import { browserSources } from './modelFiles.ts';
import { makePreview } from './preview.ts';
import { serveInference } from './serveInference.ts';

/**
 * On wasm with one thread convolutions are ours. A chapter of the course computes with tfjs's, so that less is loaded for it; so
 * does the page where ours cannot be loaded.
 */
async function startWithOurs(...asked: Parameters<typeof startBackend>) {
  const facts = await startBackend(...asked);
  if (facts.name === 'wasm' && facts.threads === 1) {
    const ours = await import('../kernels/wasm/fusedConv2d.ts').catch(() => null);
    ours?.useOwnConvolution();
  }
  return facts;
}

// The first file of the inference worker in a browser.
serveInference({
  startBackend: startWithOurs,
  watchForLoss,
  sources: browserSources,
  makePreview,
});
