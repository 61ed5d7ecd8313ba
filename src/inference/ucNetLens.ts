import {
  add,
  clipByValue,
  clone,
  dispose,
  gather,
  keep,
  mul,
  sigmoid,
  tanh,
  type Tensor,
  tensor2d,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import type { DepthMap, ImageSize, RgbImage, ScalarMap } from '../image/types.ts';
import { parseModelConfig, type UcNetConfig } from '../model/config.ts';
import { depthCorrectionNet, meanReading } from '../model/depthCorrectionNet.ts';
import type { DiagonalGaussian } from '../model/diagonalGaussian.ts';
import { posteriorNet, priorNet } from '../model/latentNets.ts';
import { deterministicPart, predictionNet } from '../model/predictionNet.ts';
import { type StackedRgbd, stackRgbd } from '../model/rgbd.ts';
import { saliencyNet } from '../model/saliencyNet.ts';
import { declareUcNet, type UcNetParameters } from '../model/ucNet.ts';
import type { Conv2dParameters } from '../nn/conv2d.ts';
import { observeModules } from '../nn/observer.ts';
import { disposeParameters, loadParameters, modulePaths } from '../nn/parameters.ts';
import { upsampleBilinear } from '../nn/resizeBilinear.ts';
import { parseSafetensors } from '../weights/safetensors.ts';
import { drawLatents, readGaussian, requireLatent } from './latents.ts';
import { type LatentSamples, type ModelFiles, PredictorError } from './predictor.ts';
import { preprocess, preprocessMap, rgbdTensors, tensor4d } from './preprocess.ts';
import { readMaps } from './networkMaps.ts';

/** What a layer of the network gave for an image. */
export interface Activation extends ImageSize {
  /** Of the layer, as its weights are named. */
  readonly path: string;
  readonly channels: number;
  /** `height * width * channels` values, the channels of a pixel side by side. */
  readonly data: Float32Array;
}

/** The numbers of a 1×1 convolution. */
export interface PointwiseWeights {
  readonly inputs: number;
  readonly outputs: number;
  /** `inputs * outputs` numbers, those of one input side by side. */
  readonly weight: Float32Array;
  readonly bias: Float32Array;
}

/** The two convolutions of a channel attention. */
export interface GateWeights {
  readonly squeeze: PointwiseWeights;
  readonly excite: PointwiseWeights;
}

/** How the corrected depth comes about: trust · reading + (1 − trust) · estimate, pixel by pixel, all in [0,1]. */
export interface DepthParts {
  readonly reading: ScalarMap;
  /** 0 where there is no reading. */
  readonly trust: ScalarMap;
  readonly estimate: ScalarMap;
  readonly corrected: ScalarMap;
}

/** Milliseconds that each module took; on a GPU, to be queued. */
export type ModuleTimes = Readonly<
  Record<'priorNet' | 'depthCorrectionNet' | 'saliencyNet' | 'predictionNet', number>
>;

/** The inside of the network for one image. */
export interface Inspection {
  readonly prior: DiagonalGaussian;
  readonly depth: DepthParts;
  /** Of the layers that were asked for, as far as the network has them. */
  readonly activations: readonly Activation[];
  readonly times: ModuleTimes;
}

interface CurrentImage {
  readonly stack: Tensor4D;
  readonly predictionInput: Tensor4D;
  readonly prior: DiagonalGaussian;
}

/** UC-Net, opened: the same network as that of `UcNetPredictor`, which shows what its layers give. One call at a time. */
export class UcNetLens {
  private image: CurrentImage | null = null;

  private constructor(
    readonly config: UcNetConfig,
    private readonly parameters: UcNetParameters,
  ) {}

  /** @throws ModelConfigError, SafetensorsError or ParameterMismatchError when the files do not fit */
  static load(files: ModelFiles): UcNetLens {
    const config = parseModelConfig(files.config);
    const weights = parseSafetensors(files.weights);
    return new UcNetLens(config, loadParameters<UcNetParameters>(declareUcNet(config), weights));
  }

  /**
   * Runs the network on an image, which the other calls are about from then on. PredictionNet runs at the prior's mean.
   *
   * @param watched paths of layers whose outputs are wanted
   * @throws NetworkInputError when sizes and data do not agree
   */
  async inspect(
    photo: RgbImage,
    depth: DepthMap | null,
    watched: readonly string[],
  ): Promise<Inspection> {
    const { outputs, observe } = this.watch(watched);
    const times = { priorNet: 0, depthCorrectionNet: 0, saliencyNet: 0, predictionNet: 0 };
    const timed = <Result>(name: keyof ModuleTimes, work: () => Result): Result => {
      const start = performance.now();
      const result = work();
      times[name] += performance.now() - start;
      return result;
    };
    const { config, parameters } = this;
    const kept = tidy(() => {
      const x = stackRgbd(rgbdTensors(preprocess(photo, depth, config.inputSize)));
      return observeModules(observe, () => {
        const prior = timed('priorNet', () => priorNet(parameters.priorNet, config, x.stack));
        const corrected = timed('depthCorrectionNet', () =>
          tidy(() => depthCorrectionNet(parameters.depthCorrectionNet, config, x)),
        );
        const features = timed('saliencyNet', () =>
          tidy(() => saliencyNet(parameters.saliencyNet, config, x.rgb, corrected)),
        );
        const predictionInput = timed('predictionNet', () => {
          const part = deterministicPart(parameters.predictionNet, config, features);
          predictionNet(parameters.predictionNet, config, part, prior.mu);
          return part;
        });
        const depthMaps = [x.depth, ...depthParts(outputs.get(DEPTH_LOGITS)!, x), corrected];
        return { stack: x.stack, predictionInput, prior: { ...prior }, depthMaps };
      });
    });
    try {
      const prior = await readGaussian(kept.prior);
      const [reading, trust, estimate, corrected] = await Promise.all(kept.depthMaps.map(readMap));
      const activations = await Promise.all(
        watched.flatMap((path) => {
          const output = outputs.get(path);
          return output === undefined ? [] : [readActivation(path, output)];
        }),
      );
      this.forgetImage();
      this.image = { stack: kept.stack, predictionInput: kept.predictionInput, prior };
      return {
        prior,
        depth: {
          reading: reading!,
          trust: trust!,
          estimate: estimate!,
          corrected: corrected!,
        },
        activations,
        times,
      };
    } catch (error) {
      dispose([kept.stack, kept.predictionInput]);
      throw error;
    } finally {
      dispose([...kept.depthMaps, ...outputs.values()]);
    }
  }

  /**
   * One map in [0,1] for each z.
   *
   * @throws PredictorError before the first image, or for a z of another length
   */
  async sample(z: readonly (readonly number[])[]): Promise<ScalarMap[]> {
    const { predictionInput } = this.requireImage();
    const { latentDim } = this.config;
    z.forEach((each) => requireLatent(each, latentDim));
    const maps = tidy(() => {
      const latents = tensor2d(z.flat(), [z.length, latentDim]); // [B, K]
      const { predictionNet: parameters } = this.parameters;
      return sigmoid(predictionNet(parameters, this.config, predictionInput, latents));
    });
    try {
      return await readMaps(maps);
    } finally {
      maps.dispose();
    }
  }

  /**
   * `count` draws from the image's prior, the same as those of `UcNetPredictor`.
   *
   * @throws PredictorError before the first image, or for a count that is not a whole number above 0
   */
  async samplePrior(count: number, seed: number): Promise<LatentSamples> {
    const z = drawLatents(this.requireImage().prior, count, seed);
    return { z, maps: await this.sample(z) };
  }

  /** p(z | image) alone, without the heavy part; the image that `inspect` was given stays. */
  async prior(photo: RgbImage, depth: DepthMap | null): Promise<DiagonalGaussian> {
    const { config, parameters } = this;
    const gaussian = tidy(() => {
      const { stack } = stackRgbd(rgbdTensors(preprocess(photo, depth, config.inputSize)));
      return { ...priorNet(parameters.priorNet, config, stack) };
    });
    return readGaussian(gaussian);
  }

  /**
   * q(z | image, ground truth), of a ground truth in [0,1] of any size.
   *
   * @throws PredictorError before the first image
   */
  async posterior(truth: ScalarMap): Promise<DiagonalGaussian> {
    const { stack } = this.requireImage();
    const { posteriorNet: parameters } = this.parameters;
    const gaussian = tidy(() => {
      const y = tensor4d(preprocessMap(truth, this.config.inputSize));
      return { ...posteriorNet(parameters, this.config, stack, y) };
    });
    return readGaussian(gaussian);
  }

  /** The weights of SaliencyNet's channel attention, from the finest stage on. */
  async gateWeights(): Promise<GateWeights[]> {
    return Promise.all(
      this.parameters.saliencyNet.attention.map(async ({ attention: { squeeze, excite } }) => ({
        squeeze: await readPointwise(squeeze),
        excite: await readPointwise(excite),
      })),
    );
  }

  /** Frees every tensor, the weights included. */
  dispose(): void {
    this.forgetImage();
    disposeParameters(this.parameters);
  }

  /** Keeps the outputs of these layers, and the logits of depth correction, under their paths. */
  private watch(watched: readonly string[]) {
    const paths = modulePaths(this.parameters);
    const outputs = new Map<string, Tensor4D>();
    const observe = (module: object, output: Tensor) => {
      const path = paths.get(module);
      if (path === undefined || output.rank !== 4) return;
      if (path !== DEPTH_LOGITS && !watched.includes(path)) return;
      outputs.get(path)?.dispose();
      outputs.set(path, keep(clone(output as Tensor4D)));
    };
    return { outputs, observe };
  }

  private forgetImage(): void {
    if (this.image !== null) dispose([this.image.stack, this.image.predictionInput]);
    this.image = null;
  }

  private requireImage(): CurrentImage {
    if (this.image === null) throw new PredictorError('There is no image yet: call inspect first.');
    return this.image;
  }
}

const DEPTH_LOGITS = 'depth_correction_net.output';

/** Trust and estimate as `trustedBlend` mixes them, which gives neither out; [1, H, W, 1] each. */
function depthParts(logits: Tensor4D, x: StackedRgbd): [trust: Tensor4D, estimate: Tensor4D] {
  const [distance, trust] = [0, 1].map((channel) =>
    upsampleBilinear(gather(logits, [channel], 3), 2),
  ) as [Tensor4D, Tensor4D];
  return [
    mul<Tensor4D>(sigmoid(trust), x.valid),
    clipByValue(add<Tensor4D>(meanReading(x), tanh(distance)), 0, 1),
  ];
}

async function readMap(tensor: Tensor4D): Promise<ScalarMap> {
  return (await readMaps(tensor))[0]!;
}

/** [1, H, W, C]. The caller frees the tensor. */
export async function readActivation(path: string, tensor: Tensor4D): Promise<Activation> {
  const [, height, width, channels] = tensor.shape;
  return { path, height, width, channels, data: await tensor.data<'float32'>() };
}

async function readPointwise({ weight, bias }: Conv2dParameters): Promise<PointwiseWeights> {
  const [, , inputs, outputs] = weight.shape;
  const [weights, biases] = await Promise.all([weight.data<'float32'>(), bias.data<'float32'>()]);
  return { inputs, outputs, weight: weights, bias: biases };
}
