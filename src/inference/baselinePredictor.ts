import { sigmoid } from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { baseline, type BaselineParameters, declareBaseline } from '../model/baselines/baseline.ts';
import { type BaselineConfig, parseBaselineConfig } from '../model/baselines/baselineConfig.ts';
import { disposeParameters, loadParameters } from '../nn/parameters.ts';
import { Recorded } from '../nn/recorded.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { HeldImage } from './heldImage.ts';
import type { ImageSummary, ModelFiles, Predictor } from './predictor.ts';
import { preprocess, type PreprocessedTensors, rgbdOf } from './preprocess.ts';
import { mapsFrom } from './networkMaps.ts';
import { requireLatent } from './latents.ts';

/**
 * A network that gives one map, behind the interface of those that give many: its latents have no numbers, and all
 * samples of an image are the same map.
 *
 * Calls may overlap: an image becomes current when its `setImage` is done, unless a later `setImage` was done before.
 */
export class BaselinePredictor implements Predictor {
  readonly latentDim = 0;
  private readonly held = new HeldImage<ScalarMap>();
  private readonly network = new Recorded((input: PreprocessedTensors) => ({
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
    const hold = this.held.next();
    const input = preprocess(photo, depth, this.inputSize);
    const { read } = await this.network.run(input, null);
    hold(mapsFrom(read.map, this.inputSize)[0]!);
    return { prior: { mu: [], logVar: [] }, correctedDepth: null };
  }

  /** @throws PredictorError before the first image, or for a z that is not empty */
  async sample(z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    const map = this.held.get();
    z.forEach((each) => requireLatent(each, this.latentDim));
    return z.map(() => ({ ...map, data: map.data.slice() }));
  }

  /** Frees the weights. */
  dispose(): void {
    if (!this.held.dispose()) return;
    this.network.dispose();
    disposeParameters(this.parameters);
  }
}
