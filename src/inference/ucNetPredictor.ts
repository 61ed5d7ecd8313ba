import { clone, dispose, tensor2d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { parseModelConfig, type UcNetConfig } from '../model/config.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import { declareUcNet, features, type UcNetParameters } from '../model/ucNet.ts';
import { channelDropout } from '../nn/channelDropout.ts';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import type { HostValues } from '../nn/recorded.ts';
import { hasSampleStatistics, STATISTICS } from '../nn/sampleStatistics.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { isStopped, nextTask } from './drawSamples.ts';
import { HeldImage } from './heldImage.ts';
import {
  drawLatents,
  gaussianFrom,
  requireCount,
  requireLatent,
  standardNormal,
} from './latents.ts';
import {
  type ImageSummary,
  type LatentSamples,
  type ModelFiles,
  type Predictor,
  type PriorDraws,
  type SampleOptions,
  type SummarisedSamples,
  type UnreadSamples,
  type Variant,
} from './predictor.ts';
import { preprocess, preprocessMap, preprocessPhoto } from './preprocess.ts';
import { mapsFrom, readMaps } from './networkMaps.ts';
import { type SampleSummary, summariseSamples } from './sampleSummary.ts';
import { UcNetWork } from './ucNetWork.ts';

/** Of a network that corrects depth. */
export interface CorrectedImage extends ImageSummary {
  readonly correctedDepth: ScalarMap;
}

/** What is kept of an image so that samples cost PredictionNet only. */
interface CurrentImage {
  /** Photo, depth and validity as PosteriorNet reads them. */
  readonly stack: Tensor4D;
  readonly predictionInput: Tensor4D;
  /** What SaliencyNet runs on anew for each sample of Monte-Carlo dropout; null without it. */
  readonly droppedFrom: { readonly rgb: Tensor4D; readonly correctedDepth: Tensor4D } | null;
  readonly prior: DiagonalGaussian;
}

/** Maps computed at once: few enough for the memory of a phone's GPU. */
const BATCH = 8;

/** The same where only logits and maps are ever stored. */
const FUSED_BATCH = 32;

/**
 * The network with its weights on the active tfjs backend: `setImage` once, then any number of samples.
 * Maps have the network's size; callers resize them to the photo's.
 *
 * Calls may overlap. Each sample belongs to the image that was current when it was asked for, and an image
 * becomes current when its `setImage` is done, unless a later `setImage` was done before.
 */
export class UcNetPredictor implements Predictor {
  private readonly held = new HeldImage<CurrentImage>(disposeImage);
  private readonly work: UcNetWork;

  private constructor(
    readonly config: UcNetConfig,
    private readonly parameters: UcNetParameters,
  ) {
    this.work = new UcNetWork(parameters, config);
  }

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static async load(files: ModelFiles): Promise<UcNetPredictor> {
    const config = parseModelConfig(files.config);
    const weights = parseSafetensors(files.weights);
    return new UcNetPredictor(
      config,
      loadParameters<UcNetParameters>(declareUcNet(config), weights),
    );
  }

  /** K: how many numbers a latent z has. */
  get latentDim(): number {
    return this.config.latentDim;
  }

  /** Height and width of every map, in pixels. */
  get inputSize(): number {
    return this.config.inputSize;
  }

  /**
   * The heavy part, once an image. Photo and depth may differ in size. Without depth every pixel counts as
   * "no reading".
   *
   * @throws NetworkInputError when sizes and data do not agree; the image before stays current
   */
  async setImage(
    photo: RgbImage,
    depth: DepthMap | null,
    variant: Variant = 'full',
  ): Promise<CorrectedImage> {
    const hold = this.held.next();
    const input = preprocess(photo, depth, this.inputSize);
    const isCorrected = variant !== 'm2';
    const { kept, read } = await this.work.image.run(input, {
      isCorrected,
      isDropped: variant === 'm6',
    });
    const { stack, predictionInput, rgb, correctedDepth } = kept;
    const droppedFrom = rgb && correctedDepth ? { rgb, correctedDepth } : null;
    const prior = variant === 'm4' ? standardNormal(this.latentDim) : gaussianFrom(read);
    hold({ stack, predictionInput, droppedFrom, prior });
    return { prior, correctedDepth: mapsFrom(read.correctedDepth, this.inputSize)[0]! };
  }

  /**
   * One map in [0,1] for each z; costs PredictionNet only.
   *
   * @param z absolute coordinates, `latentDim` finite numbers each; the prior's mean is a good one to try
   * @throws PredictorError before the first image, or for a z of another length
   */
  async sample(z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    return this.mapsOf(this.held.get(), z);
  }

  /**
   * As `sample` of one z, but the map stays on the backend: [1, H, W, 1]. The caller frees it.
   *
   * @throws as `sample`
   */
  async sampleUnread(z: readonly number[]): Promise<Tensor4D> {
    const { predictionInput } = this.held.get();
    requireLatent(z, this.latentDim);
    const input = { predictionInput, z: this.latents([z]) };
    return (await this.work.unreadMap.run(input, null)).kept.map;
  }

  /**
   * An image and its samples in one go, of which nothing is read: those that `setImage` and `summarisePrior` would give. The
   * image before stays current. Only on a backend with `hasSampleStatistics`.
   *
   * @param depth [1, H, W, 1] at the network's size, a reading everywhere; the caller frees it
   * @throws PredictorError for a count that is not a whole number above 0; NetworkInputError for a bad photo
   */
  async samplesUnread(
    photo: RgbImage,
    depth: Tensor4D,
    { count, seed, spread = 1 }: PriorDraws,
  ): Promise<UnreadSamples> {
    this.held.requireAlive();
    const epsilon = drawLatents(standardNormal(this.latentDim), count, seed, spread);
    const input = {
      photo: preprocessPhoto(photo, this.inputSize),
      depth,
      epsilon: this.latents(epsilon),
    };
    return (await this.work.unreadImage.run(input, null)).kept;
  }

  /**
   * `count` draws from the image's prior, z = mu + exp(logVar / 2) · epsilon. Sample i depends on the image,
   * the seed and i, not on `count`.
   *
   * @param seed any safe integer, else RangeError
   * @throws PredictorError before the first image, or for a count that is not a whole number above 0
   */
  async samplePrior(count: number, seed: number): Promise<LatentSamples> {
    const image = this.held.get();
    if (image.droppedFrom !== null) return this.drawByDropout(image, { count, seed });
    const z = drawLatents(image.prior, count, seed);
    return { z, maps: await this.mapsOf(image, z) };
  }

  /**
   * As `samplePrior`, and what all samples say together. Where the backend can sum them up itself, maps that
   * are not asked for never leave it.
   *
   * @param draws Monte-Carlo dropout (`m6`), which draws no latents, minds no `spread`
   * @param kept how many maps to return, the first ones
   * @param options of Monte-Carlo dropout, which draws one sample after another
   * @throws as `samplePrior`; the signal's reason, unless it is a `stop` and a sample was done
   */
  async summarisePrior(
    { count, seed, spread = 1 }: PriorDraws,
    kept = count,
    options: SampleOptions = {},
  ): Promise<SummarisedSamples> {
    const image = this.held.get();
    if (image.droppedFrom !== null) {
      const { z, maps } = await this.drawByDropout(image, { count, seed }, options);
      return { z, maps: maps.slice(0, kept), summary: summariseSamples(maps) };
    }
    const z = drawLatents(image.prior, count, seed, spread);
    if (!hasSampleStatistics() || count > FUSED_BATCH) {
      const maps = await this.mapsOf(image, z);
      return { z, maps: maps.slice(0, kept), summary: summariseSamples(maps) };
    }
    const input = { predictionInput: image.predictionInput, z: this.latents(z) };
    const { read } = await this.work.summary.run(input, { shown: Math.min(kept, count) });
    const summed = mapsFrom(read.statistics, this.inputSize);
    const entries = STATISTICS.map((name, index) => [name, summed[index]!]);
    const maps = read.maps === undefined ? [] : mapsFrom(read.maps, this.inputSize);
    return { z, maps, summary: Object.fromEntries(entries) as SampleSummary };
  }

  /**
   * q(z | image, ground truth): the latents that explain a given map.
   *
   * @param truth in [0,1], of any size
   * @throws PredictorError before the first image
   */
  async posterior(truth: ScalarMap): Promise<DiagonalGaussian> {
    const { stack } = this.held.get();
    const input = { stack, truth: preprocessMap(truth, this.inputSize) };
    return gaussianFrom((await this.work.posterior.run(input, null)).read);
  }

  /**
   * Asks the backend for the programs of an image, of samples and of their summary, and computes nothing: what
   * `compileAhead` has to see. Two samples stand for any number of them: programs do not depend on it.
   */
  rehearse(): void {
    this.held.requireAlive();
    if (!hasSampleStatistics()) return; // a backend without programs
    const { inputSize: side, latentDim } = this;
    const floats = (...shape: number[]) => ({ shape, isBytes: false });
    const plane = floats(1, side, side, 1);
    const photo = floats(1, side, side, 3);
    this.work.image.rehearse(
      { photo, depth: plane, valid: { ...plane, isBytes: true } },
      { isCorrected: true, isDropped: false },
    );
    const [, , , width] = this.parameters.predictionNet.first.weight.shape;
    const predictionInput = floats(1, side / 4, side / 4, width);
    this.work.summary.rehearse({ predictionInput, z: floats(2, latentDim) }, { shown: 2 });
  }

  /** Frees every tensor, the weights included. Calls under way still end; later ones fail. */
  dispose(): void {
    if (!this.held.dispose()) return;
    this.work.dispose();
    disposeParameters(this.parameters);
  }

  /**
   * Samples that differ by the channels that dropout leaves out (`channelDropout`), all at the prior's mean: a run of SaliencyNet each,
   * one after the other. Sample i depends on the seed and i. Where a `stop` ends it, those that were done.
   */
  private async drawByDropout(
    { droppedFrom, prior }: CurrentImage,
    { count, seed }: PriorDraws,
    { onProgress, signal }: SampleOptions = {},
  ): Promise<LatentSamples> {
    requireCount(count);
    const z = Array.from({ length: count }, () => [...prior.mu]);
    const { rgb, correctedDepth } = droppedFrom!;
    // They stay although the image may be replaced meanwhile.
    const inputs = [clone(rgb), clone(correctedDepth)] as const;
    const drop = channelDropout(this.config.dropout, new SeededGaussian(seed));
    const maps: ScalarMap[] = [];
    try {
      for (const each of z) {
        await nextTask();
        if (isStopped(signal?.reason) && maps.length > 0) break;
        signal?.throwIfAborted();
        this.held.requireAlive();
        const drawn = tidy(() => {
          const x = { rgb: inputs[0] };
          const part = features(this.parameters, this.config, x, inputs[1], drop);
          const { predictionInput } = part;
          return this.work.mapsAt({ predictionInput, z: tensor2d([each]) });
        });
        const [map] = await readMaps(drawn).finally(() => dispose(drawn));
        maps.push(map!);
        onProgress?.(maps.length, count, map!);
      }
    } finally {
      dispose([...inputs]);
    }
    return { z: z.slice(0, maps.length), maps };
  }

  private async mapsOf(
    { predictionInput }: CurrentImage,
    z: readonly (readonly number[])[],
  ): Promise<ScalarMap[]> {
    z.forEach((each) => requireLatent(each, this.latentDim));
    // Everything is queued before the first wait, so that the image may be replaced meanwhile.
    const batches = chunks(z, hasSampleStatistics() ? FUSED_BATCH : BATCH).map(async (batch) => {
      const input = { predictionInput, z: this.latents(batch) };
      return mapsFrom((await this.work.maps.run(input, null)).read.maps, this.inputSize);
    });
    return (await Promise.all(batches)).flat();
  }

  private latents(z: readonly (readonly number[])[]): HostValues {
    return { shape: [z.length, this.latentDim], values: Float32Array.from(z.flat()) };
  }
}

function disposeImage({ stack, predictionInput, droppedFrom }: CurrentImage): void {
  dispose([stack, predictionInput, droppedFrom ?? []]);
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
