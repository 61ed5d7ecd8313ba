import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import type { SampleSummary } from './sampleSummary.ts';

/** What a model's folder holds. */
export interface ModelFiles {
  /** `model.json`, parsed. */
  readonly config: unknown;
  /** The bytes of `weights.safetensors`. */
  readonly weights: ArrayBuffer;
}

/** What the network knows about an image before any sample is drawn. */
export interface ImageSummary {
  /** p(z | image): where the latents of this image lie. */
  readonly prior: DiagonalGaussian;
  /** In [0,1], 1 near, at the network's size (`inputSize` squared); null of networks that do not correct depth. */
  readonly correctedDepth: ScalarMap | null;
}

/** Latents and the map that each one gives; `maps[i]` belongs to `z[i]`. */
export interface LatentSamples {
  readonly z: number[][];
  readonly maps: ScalarMap[];
}

/** Samples with what all of them say together; `maps` may hold only the first of them. */
export interface SummarisedSamples extends LatentSamples {
  readonly summary: SampleSummary;
}

/** Draws from a prior. */
export interface PriorDraws {
  readonly count: number;
  readonly seed: number;
  /** Factor of the prior's standard deviations; 1 without it. */
  readonly spread?: number | undefined;
}

/** Samples on tfjs's backend. Whoever has them frees them. */
export interface UnreadSamples {
  /** [count, H, W, 1] */
  readonly maps: Tensor4D;
  /** What they say together, a map for each of `STATISTICS`: [6, H, W, 1]. */
  readonly statistics: Tensor4D;
}

/**
 * The network with a part of it taken out or replaced, on the same weights, by the names of `training/ucnet/ablations.py`: `m2` takes
 * the depth as it was read, `m4` draws z from a standard normal distribution, `m6` leaves z at the prior's mean and drops
 * channels of DenseASPP instead.
 */
export const VARIANTS = ['full', 'm2', 'm4', 'm6'] as const;
export type Variant = (typeof VARIANTS)[number];

/** A call that cannot be answered; the message says why. */
export class PredictorError extends Error {
  override readonly name = 'PredictorError';
}

/** For networks that take long over each sample; others finish at once and may ignore it. */
export interface SampleOptions {
  /** Called after each sample, with its map. */
  readonly onProgress?: (done: number, total: number, map: ScalarMap) => void;
  /** Ends the work before the next sample, by the signal's own reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A network that draws saliency maps of one image: `UcNetPredictor` (ours, z enters last), `ReleasedPredictor`
 * (the authors', z enters first) and `BaselinePredictor` (one map, no z). Maps have the network's size; callers resize
 * them with align_corners=False.
 */
export interface Predictor {
  readonly config: { readonly name: string };
  /** K: how many numbers a latent z has; 0 of a network that gives one map. */
  readonly latentDim: number;
  /** Height and width of every map, in pixels. */
  readonly inputSize: number;
  /**
   * Makes an image current. Photo and depth may differ in size; without depth there is no reading. Samples of the image are those of
   * the variant, which only our own network has; others are always `full`.
   *
   * @throws NetworkInputError when sizes and data do not agree; the image before stays current
   */
  setImage(photo: RgbImage, depth: DepthMap | null, variant?: Variant): Promise<ImageSummary>;
  /**
   * One map in [0,1] for each z.
   *
   * @param z `latentDim` finite numbers each, as the prior has them, not in its standard deviations
   * @throws PredictorError before the first image, or for a z of another length; the signal's reason
   */
  sample(z: readonly (readonly number[])[], options?: SampleOptions): Promise<ScalarMap[]>;
  /**
   * The map at z, left on tfjs's backend: [1, H, W, 1]. The caller frees it. Only of networks whose samples cost little.
   */
  sampleUnread?(z: readonly number[]): Promise<Tensor4D>;
  /**
   * An image and its samples in one go, of which nothing is read. The image before stays current. Only of networks that draw
   * all samples at once, on a backend that sums them up.
   *
   * @param depth [1, inputSize, inputSize, 1] with a reading everywhere, on the backend; the caller frees it
   */
  samplesUnread?(photo: RgbImage, depth: Tensor4D, draws: PriorDraws): Promise<UnreadSamples>;
  /**
   * Draws from the image's prior and what they say together; sample i depends on the image, the seed and i. Only of
   * networks that draw all samples at once: `drawSamples` does it for all.
   *
   * @param kept how many maps to return, the first ones; all of them otherwise
   * @param options of the variant that draws one sample after another (`m6`)
   */
  summarisePrior?(
    draws: PriorDraws,
    kept?: number,
    options?: SampleOptions,
  ): Promise<SummarisedSamples>;
  /** q(z | image, ground truth), of a ground truth in [0,1] of any size; only of networks with latents. */
  posterior?(truth: ScalarMap): Promise<DiagonalGaussian>;
  /** Asks the backend for the programs of an image and of samples, so that they can be compiled ahead. */
  rehearse?(): void;
  /** Frees every tensor, the weights included. */
  dispose(): void;
}

/** How many samples are worth drawing: those of a network without latents are all alike. */
export function usefulSamples({ latentDim }: Pick<Predictor, 'latentDim'>, asked: number): number {
  return latentDim === 0 ? 1 : asked;
}
