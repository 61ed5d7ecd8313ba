import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import type { ImageSummary, LatentSamples, SummarisedSamples } from './predictor.ts';

/** For networks that take long over each sample; others finish at once and may ignore it. */
export interface SampleOptions {
  /** Called after each sample, with its map. */
  readonly onProgress?: (done: number, total: number, map: ScalarMap) => void;
  /** Ends the work before the next sample, by the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A network that draws saliency maps of one image: `Predictor` (ours, z enters last), `ReleasedPredictor`
 * (the authors', z enters first) and `BaselinePredictor` (one map, no z). Maps have the network's size; callers resize
 * them with align_corners=False.
 */
export interface SaliencyPredictor {
  readonly config: { readonly name: string };
  /** K: how many numbers a latent z has; 0 of a network that gives one map. */
  readonly latentDim: number;
  /** Height and width of every map, in pixels. */
  readonly inputSize: number;
  /** Makes an image current. Photo and depth may differ in size; without depth there is no reading. */
  setImage(rgb: RgbImage, depth: DepthMap | null): Promise<ImageSummary>;
  /** One map in [0,1] for each z. */
  sample(z: readonly (readonly number[])[], options?: SampleOptions): Promise<ScalarMap[]>;
  /** `count` draws from the image's prior; sample i depends on the image, the seed and i. */
  samplePrior(count: number, seed: number, options?: SampleOptions): Promise<LatentSamples>;
  /** As `samplePrior` with what all samples say together; only of networks that draw all samples at once. */
  summarisePrior?(
    count: number,
    seed: number,
    kept?: number,
    spread?: number,
  ): Promise<SummarisedSamples>;
  /** q(z | image, ground truth); only of networks with latents. */
  posterior?(truth: ScalarMap): Promise<DiagonalGaussian>;
  /** Queues all its work on an image and a sample and forgets it, so that programs can be compiled ahead. */
  rehearse?(image: RgbImage): void;
  /** Frees every tensor, the weights included. */
  dispose(): void;
}

/** How many samples are worth drawing: those of a network without latents are all alike. */
export function usefulSamples(
  { latentDim }: Pick<SaliencyPredictor, 'latentDim'>,
  wished: number,
): number {
  return latentDim === 0 ? 1 : wished;
}
