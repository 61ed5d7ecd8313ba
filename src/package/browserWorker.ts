import { watchForLoss } from '../worker/backend.ts';
import { startBrowserBackend } from '../worker/browserBackend.ts';
import { browserSources } from '../worker/modelFiles.ts';
import { makePreview } from '../worker/preview.ts';
import { BackendUnavailable } from '../worker/problem.ts';
import { serveInference } from '../worker/serveInference.ts';
import { fileAddress } from './shippedFiles.ts';

// The first file of the package's worker in a browser.
serveInference({
  startBackend: (forced, fault) =>
    startBrowserBackend(forced, fault).catch((error: unknown) => {
      // Its words are about the page's own address.
      if (!(error instanceof BackendUnavailable)) throw error;
      throw new BackendUnavailable(
        `The backend "${forced}" does not start in this browser: leave the option out, and one is taken that does.`,
        { cause: error },
      );
    }),
  watchForLoss,
  makePreview,
  sources: {
    ...browserSources,
    fetch: (address, init) => browserSources.fetch(fileAddress(address), init),
  },
});
