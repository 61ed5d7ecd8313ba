import {
  clipByValue,
  concat,
  type Rank,
  reshape,
  type Tensor2D,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from '../nn/conv2d.ts';
import { declareLinear, linear, type LinearParameters } from '../nn/linear.ts';
import type { Declared } from '../nn/parameters.ts';
import { resizeBilinear } from '../nn/resizeBilinear.ts';
import type { UcNetConfig } from './config.ts';
import { toSigned } from './rgbd.ts';

export interface LatentEncoderParameters {
  readonly layers: readonly Conv2dParameters[];
  readonly mu: LinearParameters;
  readonly logVar: LinearParameters;
}

/** A diagonal Gaussian over z, both [B, K]; `logVar` is the logarithm of the variance. */
export interface GaussianTensors {
  readonly mu: Tensor2D;
  readonly logVar: Tensor2D;
}

/** Photo, depth and validity. */
const PRIOR_CHANNELS = 5;
/** The ground truth as well. */
const POSTERIOR_CHANNELS = PRIOR_CHANNELS + 1;
/** Training clips here too, so that exp() stays finite. */
const LOG_VAR_BOUND = 8;

function declareLatentEncoder(
  inputChannels: number,
  { latentDim, latentInputSize, latentWidths }: UcNetConfig,
): Declared<LatentEncoderParameters> {
  const side = latentInputSize / 2 ** latentWidths.length;
  const flat = latentWidths.at(-1)! * side * side;
  return {
    layers: latentWidths.map((width, layer) =>
      declareConv2d(latentWidths[layer - 1] ?? inputChannels, width, 3),
    ),
    mu: declareLinear(flat, latentDim),
    logVar: declareLinear(flat, latentDim),
  };
}

/**
 * Five stride-2 convolutions with leaky ReLU, flatten, two linear heads.
 *
 * @param x [B, H, W, C] of any size
 */
function latentEncoder(
  parameters: LatentEncoderParameters,
  { latentInputSize }: UcNetConfig,
  x: Tensor4D,
): GaussianTensors {
  const size: [number, number] = [latentInputSize, latentInputSize];
  let features = resizeBilinear(x, size); // [B, S, S, C]
  for (const layer of parameters.layers) {
    features = conv2d(layer, features, { stride: 2, activation: 'leakyRelu' }); // halves h and w
  }
  const flat = reshape<Rank.R2>(features, [x.shape[0], -1]); // [B, h·w·C]
  const logVar = linear(parameters.logVar, flat); // [B, K]
  return {
    mu: linear(parameters.mu, flat), // [B, K]
    logVar: clipByValue(logVar, -LOG_VAR_BOUND, LOG_VAR_BOUND),
  };
}

export function declarePriorNet(config: UcNetConfig): Declared<LatentEncoderParameters> {
  return declareLatentEncoder(PRIOR_CHANNELS, config);
}

/**
 * p(z | x) (paper, section 3.1).
 *
 * @param x the stack of an Rgbd, [B, H, W, 5]
 */
export function priorNet(
  parameters: LatentEncoderParameters,
  config: UcNetConfig,
  x: Tensor4D,
): GaussianTensors {
  return latentEncoder(parameters, config, x);
}

export function declarePosteriorNet(config: UcNetConfig): Declared<LatentEncoderParameters> {
  return declareLatentEncoder(POSTERIOR_CHANNELS, config);
}

/**
 * q(z | x, y): which latents explain the ground truth y (paper, section 3.1). Teaches the prior in training.
 *
 * @param x the stack of an Rgbd, [B, H, W, 5]
 * @param truth [B, H, W, 1] in [0,1]
 */
export function posteriorNet(
  parameters: LatentEncoderParameters,
  config: UcNetConfig,
  x: Tensor4D,
  truth: Tensor4D,
): GaussianTensors {
  const xy = concat([x, toSigned(truth)], 3); // [B, H, W, 6]
  return latentEncoder(parameters, config, xy);
}
