import {
  add,
  clone,
  concat,
  dispose,
  mean,
  mul,
  sigmoid,
  tensor2d,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { nextTask } from '../inference/drawSamples.ts';
import type { Predictor, SampleOptions } from '../inference/predictor.ts';
import { preprocess, preprocessMap, rgbdTensors, tensor4d } from '../inference/preprocess.ts';
import type { CorrectedImage } from '../inference/ucNetPredictor.ts';
import { HeldImage } from '../inference/heldImage.ts';
import { readMaps } from '../inference/networkMaps.ts';
import { readGaussian, requireLatent } from '../inference/latents.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import type { Rgbd } from '../model/rgbd.ts';
import { disposeParameters } from '../nn/parameters.ts';
import type { StoredTensor } from '../weights/safetensors.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import { depthHead, encode, saliencyHead } from './releasedSaliencyEncoder.ts';
import {
  loadReleasedParameters,
  type ReleasedParameters,
  releasedPosterior,
  releasedPrior,
} from './releasedUcNet.ts';

const { rgbMean, rgbStandardDeviation, depthChannels } = RELEASED_CONFIG;

/**
 * The authors' network with weights from a checkpoint. Since z enters it first, every sample costs the whole
 * network: samples run one by one, report each, and can be stopped in between.
 *
 * Calls may overlap: a sample belongs to the image that was current when it was asked for.
 */
export class ReleasedPredictor implements Predictor {
  readonly config = RELEASED_CONFIG;
  readonly latentDim = RELEASED_CONFIG.latentDim;
  readonly inputSize = RELEASED_CONFIG.inputSize;
  /** As `encode` takes it. */
  private readonly held = new HeldImage<Tensor4D>((x) => x.dispose());

  private constructor(private readonly parameters: ReleasedParameters) {}

  /**
   * Puts the network on the active backend.
   *
   * @param tensors of a checkpoint, as `readCheckpoint` gives them
   * @param onProgress receives the share that is done, in (0,1]
   * @throws SafetensorsError or ParameterMismatchError with what is wrong with the checkpoint
   */
  static async load(
    tensors: ReadonlyMap<string, StoredTensor>,
    onProgress?: (share: number) => void,
  ): Promise<ReleasedPredictor> {
    return new ReleasedPredictor(loadReleasedParameters(tensors, onProgress));
  }

  /**
   * Prior and corrected depth. The depth head depends on z too: it runs for the prior's mean, which costs about one
   * sample.
   *
   * @throws NetworkInputError when sizes and data do not agree; the image before stays current
   */
  async setImage(photo: RgbImage, depth: DepthMap | null): Promise<CorrectedImage> {
    const hold = this.held.next();
    const { x, gaussian, correctedDepth } = tidy(() => {
      const input = releasedInput(rgbdTensors(preprocess(photo, depth, this.inputSize)));
      const prior = releasedPrior(this.parameters, input);
      const stages = encode(this.parameters.saliencyEncoder, input, prior.mu);
      const depths = sigmoid(depthHead(this.parameters.saliencyEncoder, stages)); // [1, H, W, 3]
      return { x: input, gaussian: { ...prior }, correctedDepth: mean<Tensor4D>(depths, 3, true) };
    });
    try {
      const prior = await readGaussian(gaussian);
      const [map] = await readMaps(correctedDepth);
      hold(clone(x));
      return { prior, correctedDepth: map! };
    } finally {
      dispose([x, correctedDepth]);
    }
  }

  /**
   * One map in [0,1] for each z, one after another.
   *
   * @param z `latentDim` finite numbers each
   * @throws PredictorError before the first image, after `dispose`, or for a z of another length; the signal's
   *   reason when it is aborted
   */
  async sample(
    z: readonly (readonly number[])[],
    { onProgress, signal }: SampleOptions = {},
  ): Promise<ScalarMap[]> {
    // The image may be replaced meanwhile; this keeps its values.
    const x = clone(this.held.get());
    try {
      z.forEach((each) => requireLatent(each, this.latentDim));
      const maps: ScalarMap[] = [];
      for (const each of z) {
        await nextTask();
        signal?.throwIfAborted();
        this.held.requireAlive();
        const map = await this.mapOf(x, each);
        maps.push(map);
        onProgress?.(maps.length, z.length, map);
      }
      return maps;
    } finally {
      x.dispose();
    }
  }

  /**
   * q(z | image, ground truth): the latents that explain a given map.
   *
   * @param truth in [0,1], of any size
   * @throws PredictorError before the first image
   */
  async posterior(truth: ScalarMap): Promise<DiagonalGaussian> {
    const x = this.held.get();
    const gaussian = tidy(() => {
      const y = tensor4d(preprocessMap(truth, this.inputSize));
      return { ...releasedPosterior(this.parameters, x, y) };
    });
    return readGaussian(gaussian);
  }

  /** Frees every tensor, the weights included. Samples under way fail. */
  dispose(): void {
    if (!this.held.dispose()) return;
    disposeParameters(this.parameters);
  }

  private async mapOf(x: Tensor4D, z: readonly number[]): Promise<ScalarMap> {
    const map = tidy(() => {
      const latent = tensor2d([...z], [1, this.latentDim]); // [1, K]
      const stages = encode(this.parameters.saliencyEncoder, x, latent);
      return sigmoid(saliencyHead(this.parameters.saliencyEncoder, stages)); // [1, H, W, 1]
    });
    try {
      const [only] = await readMaps(map);
      return only!;
    } finally {
      map.dispose();
    }
  }
}

/**
 * RGB by ImageNet's mean and standard deviation, then the depth three times; no mark where there is no
 * reading, only depth 0. [1, H, W, 6]
 */
function releasedInput({ rgb, depth, valid }: Rgbd): Tensor4D {
  // (v − mean) / deviation, where v = (rgb + 1) / 2
  const scale = rgbStandardDeviation.map((deviation) => 0.5 / deviation);
  const shift = rgbMean.map((mean, channel) => (0.5 - mean) / rgbStandardDeviation[channel]!);
  const normalised = add<Tensor4D>(mul(rgb, scale), shift);
  const readings = mul<Tensor4D>(depth, valid);
  return concat([normalised, ...Array<Tensor4D>(depthChannels).fill(readings)], 3);
}
