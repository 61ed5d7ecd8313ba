import { startBackend, watchForLoss } from './backend.ts';
import { browserSources } from './modelFiles.ts';
import { makePreview } from './preview.ts';
import { serveInference } from './serveInference.ts';

// The first file of the inference worker in a browser.
serveInference({ startBackend, watchForLoss, sources: browserSources, makePreview });
