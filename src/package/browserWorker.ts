import { startBackend, watchForLoss } from '../worker/backend.ts';
import { browserSources } from '../worker/modelFiles.ts';
import { makePreview } from '../worker/preview.ts';
import { serveInference } from '../worker/serveInference.ts';
import { fileAddress } from './shippedFiles.ts';

// The first file of the package's worker in a browser.
serveInference({
  startBackend,
  watchForLoss,
  makePreview,
  sources: {
    ...browserSources,
    fetch: (address, init) => browserSources.fetch(fileAddress(address), init),
  },
});
