import { watchForLoss } from './backend.ts';
import { startBrowserBackend } from './browserBackend.ts';
import { browserSources } from './modelFiles.ts';
import { makePreview } from './preview.ts';
import { serveInference } from './serveInference.ts';

// The first file of the inference worker in a browser.
serveInference({
  startBackend: startBrowserBackend,
  watchForLoss,
  sources: browserSources,
  makePreview,
});
