import type { BackendName } from './backend.ts';
import {
  evaluateImage,
  type EvaluatedImage,
  type ImageJob,
  type ImageRecipe,
} from './evaluateImage.ts';
import type { LoadedNetwork } from './modelFolder.ts';
import { startNetwork } from './network.ts';
import { serveJobs } from './workerThread.ts';

/** What a thread of `evaluate` is started with. */
export interface EvaluationSetup {
  readonly backend: BackendName;
  readonly model: LoadedNetwork;
  readonly recipe: ImageRecipe;
}

await serveJobs<EvaluationSetup, ImageJob, EvaluatedImage>(async ({ backend, model, recipe }) => {
  const { predictor } = await startNetwork(backend, model);
  return (job) => evaluateImage(predictor, recipe, job);
});
