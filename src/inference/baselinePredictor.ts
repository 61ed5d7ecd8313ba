import { sigmoid } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { baseline, type BaselineParameters, declareBaseline } from '../model/baselines/baseline.ts';
import { type BaselineConfig, parseBaselineConfig } from '../model/baselines/baselineConfig.ts';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { Recorded } from '../nn/recorded.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import {
  type ImageSummary,
  type LatentSamples,
  type ModelFiles,
  type Predictor,
  PredictorError,
} from './predictor.ts';
import { type HostRgbdTensors, preprocess, rgbdOf } from './preprocess.ts';
import { mapsFrom } from './networkMaps.ts';
import { drawLatents, requireLatent } from './latents.ts';

/**
 * A network that gives one map, behind the interface of those that give many: its latents have no numbers, and all
 * samples of an image are the same map.
 *
 * Calls may overlap: an image becomes current when its `setImage` is done, unless a later `setImage` was done before.
 */
export class BaselinePredictor implements Predictor {
  readonly latentDim = 0;
  private map: ScalarMap | null = null;
  private shownTicket = 0;
  private lastTicket = 0;
  private disposed = false;
  private readonly network = new Recorded((input: HostRgbdTensors) => ({
    kept: {},
    read: { map: sigmoid(baseline(this.parameters, rgbdOf(input))) },
  }));

  private constructor(
    readonly config: BaselineConfig,
    private readonly parameters: BaselineParameters,
  ) {}

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static async load(files: ModelFiles): Promise<BaselinePredictor> {
    const config = parseBaselineConfig(files.config);
    const weights = parseSafetensors(files.weights);
    const parameters = loadParameters<BaselineParameters>(declareBaseline(config), weights);
    return new BaselinePredictor(config, parameters);
  }

  /** Height and width of every map, in pixels. */
  get inputSize(): number {
    return this.config.inputSize;
  }

  /**
   * Runs the whole network. Without depth there is no reading.
   *
   * @throws NetworkInputError when sizes and data do not agree; the image before stays current
   */
  async setImage(photo: RgbImage, depth: DepthMap | null): Promise<ImageSummary> {
    this.requireAlive();
    const ticket = ++this.lastTicket;
    const input = preprocess(photo, depth, this.inputSize);
    const { read } = await this.network.run(input, null);
    if (ticket > this.shownTicket) {
      this.shownTicket = ticket;
      this.map = mapsFrom(read.map, this.inputSize)[0]!;
    }
    return { prior: { mu: [], logVar: [] }, correctedDepth: null };
  }

  /** @throws PredictorError before the first image, or for a z that is not empty */
  async sample(z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    const map = this.requireMap();
    z.forEach((each) => requireLatent(each, this.latentDim));
    return z.map(() => ({ ...map, data: map.data.slice() }));
  }

  /** @throws PredictorError before the first image, or for a count that is not a whole number above 0 */
  async samplePrior(count: number, seed: number): Promise<LatentSamples> {
    const z = drawLatents({ mu: [], logVar: [] }, count, seed);
    return { z, maps: await this.sample(z) };
  }

  /** Frees the weights. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.map = null;
    this.network.dispose();
    disposeParameters(this.parameters);
  }

  private requireAlive(): void {
    if (this.disposed) throw new PredictorError('The network has been disposed: load it again.');
  }

  private requireMap(): ScalarMap {
    this.requireAlive();
    if (this.map === null) throw new PredictorError('There is no image yet: call setImage first.');
    return this.map;
  }
}
