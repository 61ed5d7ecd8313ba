import { concat, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Declared } from '../nn/parameters.ts';
import type { UcNetConfig } from './config.ts';
import {
  declareLatentEncoder,
  type GaussianTensors,
  latentEncoder,
  type LatentEncoderParameters,
} from './latentEncoder.ts';
import { toSigned } from './rgbd.ts';

const INPUT_CHANNELS = 6;

export function declarePosteriorNet(config: UcNetConfig): Declared<LatentEncoderParameters> {
  return declareLatentEncoder(INPUT_CHANNELS, config);
}

/**
 * q(z | x, y): which latents explain the ground truth y (paper, section 3.1). Teaches the prior in training.
 *
 * @param x the stack of an Rgbd, [B, H, W, 5]
 * @param groundTruth [B, H, W, 1] in [0,1]
 */
export function posteriorNet(
  parameters: LatentEncoderParameters,
  config: UcNetConfig,
  x: Tensor4D,
  groundTruth: Tensor4D,
): GaussianTensors {
  const xy = concat([x, toSigned(groundTruth)], 3); // [B, H, W, 6]
  return latentEncoder(parameters, config, xy);
}
