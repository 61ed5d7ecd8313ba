import {
  fused,
  gather,
  type Rank,
  reshape,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { type Conv2dParameters, declareConv2d } from '../nn/conv2d.ts';
import type { Declared } from '../nn/parameters.ts';
import { upsampleBilinear } from '../nn/resizeBilinear.ts';
import { sampleHead } from '../nn/sampleHead.ts';
import { upsampledSigmoid } from '../nn/upsampledSigmoid.ts';
import type { UcNetConfig } from './config.ts';

/**
 * PredictionNet (paper, section 3.1): features d and tiled latent z are concatenated, their channels mixed in
 * a fixed shuffled order, and three 1×1 convolutions give one logit.
 *
 * The first convolution is linear before its activation, W · [d; z] = W_d · d + W_z · z, and z is the same at
 * every pixel. So `deterministicPart` computes W_d · d + bias once an image, and each sample adds a vector.
 */
export interface PredictionNetParameters {
  readonly first: Conv2dParameters;
  readonly second: Conv2dParameters;
  readonly third: Conv2dParameters;
}

const UPSAMPLING = 4;

export function declarePredictionNet(config: UcNetConfig): Declared<PredictionNetParameters> {
  const [first, second] = config.predictionWidths as [number, number];
  return {
    first: declareConv2d(config.featureWidth + config.latentDim, first, 1),
    second: declareConv2d(first, second, 1),
    third: declareConv2d(second, 1, 1),
  };
}

/**
 * W_d · d + bias, what the first convolution gives without z.
 *
 * @param deterministicFeatures [1, h, w, M]
 * @returns [1, h, w, first width]
 */
export function deterministicPart(
  { first }: PredictionNetParameters,
  config: UcNetConfig,
  deterministicFeatures: Tensor4D,
): Tensor4D {
  const channels = Array.from({ length: config.featureWidth }, (_, channel) => channel);
  const weight = rowsOf(first, config, channels); // [1, 1, M, first width]
  return fused.conv2d({
    x: deterministicFeatures,
    filter: weight,
    bias: first.bias,
    strides: 1,
    pad: 'same',
  });
}

/**
 * The logits of one map for each z.
 *
 * @param part what `deterministicPart` gave, [1, h, w, first width]
 * @param z [B, K]
 * @returns saliency logits [B, 4h, 4w, 1]
 */
export function predictionNet(
  parameters: PredictionNetParameters,
  config: UcNetConfig,
  part: Tensor4D,
  z: Tensor2D,
): Tensor4D {
  return upsampleBilinear(smallLogits(parameters, config, part, z), UPSAMPLING);
}

/** As `predictionNet`, the maps: [B, 4h, 4w, 1] in [0,1]. */
export function predictionMaps(
  parameters: PredictionNetParameters,
  config: UcNetConfig,
  part: Tensor4D,
  z: Tensor2D,
): Tensor4D {
  return upsampledSigmoid(smallLogits(parameters, config, part, z), UPSAMPLING);
}

/** [B, h, w, 1] */
function smallLogits(
  parameters: PredictionNetParameters,
  config: UcNetConfig,
  part: Tensor4D,
  z: Tensor2D,
): Tensor4D {
  const { featureWidth, latentDim } = config;
  const channels = Array.from({ length: latentDim }, (_, k) => featureWidth + k);
  const [, , , width] = parameters.first.weight.shape;
  const weight = reshape<Rank.R2>(rowsOf(parameters.first, config, channels), [latentDim, width]);
  return sampleHead(parameters, part, z, weight);
}

/** The weights of these channels of [d; z], which the shuffle spread over the rows of the kernel. */
function rowsOf(
  { weight }: Conv2dParameters,
  { channelOrder }: UcNetConfig,
  channels: readonly number[],
): Tensor4D {
  return gather(
    weight,
    channels.map((channel) => channelOrder.indexOf(channel)),
    2,
  );
}
