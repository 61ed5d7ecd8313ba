import type { BackendName } from '../worker/startProtocol.ts';
import {
  evaluateImage,
  type EvaluatedImage,
  type ImageJob,
  type ImageRecipe,
} from './evaluateImage.ts';
import type { LoadedModel, LoadedNetwork } from './modelFolder.ts';
import { startEstimator, startNetwork } from './network.ts';
import { serveJobs } from './threadPool.ts';

/** What a thread of `evaluate` is started with. */
export interface EvaluationSetup {
  readonly backend: BackendName;
  readonly model: LoadedNetwork;
  readonly recipe: ImageRecipe;
  /** The network that estimates depth; null where depth maps are used, or none. */
  readonly depthModel: LoadedModel | null;
}

await serveJobs<EvaluationSetup, ImageJob, EvaluatedImage>(
  async ({ backend, model, recipe, depthModel }) => {
    const { predictor } = await startNetwork(backend, model);
    const estimator = depthModel === null ? null : startEstimator(depthModel);
    return (job) => evaluateImage(predictor, estimator, recipe, job);
  },
);
