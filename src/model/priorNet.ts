import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { Declared } from '../nn/parameters.ts';
import type { UcNetConfig } from './config.ts';
import {
  declareLatentEncoder,
  type GaussianTensors,
  latentEncoder,
  type LatentEncoderParameters,
} from './latentEncoder.ts';

const INPUT_CHANNELS = 5;

export function declarePriorNet(config: UcNetConfig): Declared<LatentEncoderParameters> {
  return declareLatentEncoder(INPUT_CHANNELS, config);
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
