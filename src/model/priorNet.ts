import type { Declared } from '../nn/parameters.ts';
import type { UcNetConfig } from './config.ts';
import {
  declareLatentEncoder,
  type GaussianTensors,
  latentEncoder,
  type LatentEncoderParameters,
} from './latentEncoder.ts';
import { type Rgbd, rgbdChannels } from './rgbd.ts';

const INPUT_CHANNELS = 5;

export function declarePriorNet(config: UcNetConfig): Declared<LatentEncoderParameters> {
  return declareLatentEncoder(INPUT_CHANNELS, config);
}

/** p(z | x), x = RGB, depth and its validity (paper, section 3.1). */
export function priorNet(
  parameters: LatentEncoderParameters,
  config: UcNetConfig,
  x: Rgbd,
): GaussianTensors {
  return latentEncoder(parameters, config, rgbdChannels(x));
}
