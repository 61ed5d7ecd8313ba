import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { parseModelConfig, type UcNetConfig } from '../model/config.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';

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
  /** In [0,1], 1 near, at the network's size (`inputSize` squared). */
  readonly correctedDepth: ScalarMap;
}

/** Latents and the map that each one gives; `maps[i]` belongs to `z[i]`. */
export interface LatentSamples {
  readonly z: number[][];
  readonly maps: ScalarMap[];
}

/** A call that cannot be answered; the message says why. */
export class PredictorError extends Error {
  override readonly name = 'PredictorError';
}

/**
 * The network with its weights on the active tfjs backend: `setImage` once, then any number of samples.
 * Maps have the network's size; callers resize them to the photo's.
 */
export class Predictor {
  private constructor(readonly config: UcNetConfig) {}

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static async load(files: ModelFiles): Promise<Predictor> {
    return new Predictor(parseModelConfig(files.config));
  }

  /** K: how many numbers a latent z has. */
  get latentDim(): number {
    return this.config.latentDim;
  }

  /** Height and width of every map, in pixels. */
  get inputSize(): number {
    return this.config.inputSize;
  }

  /** Runs the network once on a made-up image, so that the first real one does not wait for compilation. */
  async warmUp(): Promise<void> {
    throw new PredictorError('The network is not connected yet.');
  }

  /** The heavy part, once an image. Without depth every pixel counts as "no reading". */
  async setImage(rgb: RgbImage, depth: DepthMap | null): Promise<ImageSummary> {
    throw new PredictorError(`The network is not connected yet. ${rgb.width} ${depth?.width}`);
  }

  /** One map in [0,1] for each z; costs PredictionNet only. */
  async sample(z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    throw new PredictorError(`The network is not connected yet. ${z.length}`);
  }

  /** `count` draws from the image's prior. Sample i depends on the seed and on i, not on `count`. */
  async samplePrior(count: number, seed: number): Promise<LatentSamples> {
    throw new PredictorError(`The network is not connected yet. ${count} ${seed}`);
  }

  /** q(z | image, ground truth): the latents that explain a given map. */
  async posterior(groundTruth: ScalarMap): Promise<DiagonalGaussian> {
    throw new PredictorError(`The network is not connected yet. ${groundTruth.width}`);
  }

  /** Frees every tensor, the weights included. */
  dispose(): void {
    // Nothing is held yet.
  }
}
