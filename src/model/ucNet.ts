import { mul, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Drop } from '../nn/channelDropout.ts';
import type { Declared } from '../nn/parameters.ts';
import type { UcNetConfig } from './config.ts';
import {
  declareDepthCorrectionNet,
  depthCorrectionNet,
  type DepthCorrectionNetParameters,
} from './depthCorrectionNet.ts';
import {
  declarePosteriorNet,
  declarePriorNet,
  type LatentEncoderParameters,
} from './latentNets.ts';
import {
  declarePredictionNet,
  deterministicPart,
  type PredictionNetParameters,
} from './predictionNet.ts';
import type { StackedRgbd } from './rgbd.ts';
import { declareSaliencyNet, saliencyNet, type SaliencyNetParameters } from './saliencyNet.ts';

/** UC-Net (Zhang et al., CVPR 2020), figure 2. The latent z enters after SaliencyNet. */
export interface UcNetParameters {
  readonly priorNet: LatentEncoderParameters;
  readonly posteriorNet: LatentEncoderParameters;
  readonly depthCorrectionNet: DepthCorrectionNetParameters;
  readonly saliencyNet: SaliencyNetParameters;
  readonly predictionNet: PredictionNetParameters;
}

/** The table of every parameter: what `weights.safetensors` must hold. */
export function declareUcNet(config: UcNetConfig): Declared<UcNetParameters> {
  return {
    priorNet: declarePriorNet(config),
    posteriorNet: declarePosteriorNet(config),
    depthCorrectionNet: declareDepthCorrectionNet(config),
    saliencyNet: declareSaliencyNet(config),
    predictionNet: declarePredictionNet(config),
  };
}

/** What an image gives before any z is chosen. */
export interface Deterministic {
  /** [B, H, W, 1] in [0,1] */
  readonly correctedDepth: Tensor4D;
  /** [B, H/4, W/4, M] */
  readonly deterministicFeatures: Tensor4D;
  /** PredictionNet's first convolution as far as it does not depend on z, [B, H/4, W/4, ·] */
  readonly predictionInput: Tensor4D;
}

/**
 * Everything that runs once an image, the prior apart.
 *
 * @param isCorrected false takes the depth as it was read, 0 where there is no reading
 */
export function deterministic(
  parameters: UcNetParameters,
  config: UcNetConfig,
  x: StackedRgbd,
  isCorrected = true,
): Deterministic {
  // What is inside a network need not outlast it.
  const correctedDepth = isCorrected
    ? tidy(() => depthCorrectionNet(parameters.depthCorrectionNet, config, x))
    : mul<Tensor4D>(x.depth, x.valid);
  return { correctedDepth, ...features(parameters, config, x, correctedDepth) };
}

/** What of it depends on the corrected depth. With `drop`, one draw of Monte-Carlo dropout. */
export function features(
  parameters: UcNetParameters,
  config: UcNetConfig,
  { rgb }: Pick<StackedRgbd, 'rgb'>,
  correctedDepth: Tensor4D,
  drop?: Drop,
): Omit<Deterministic, 'correctedDepth'> {
  const deterministicFeatures = tidy(() =>
    saliencyNet(parameters.saliencyNet, config, rgb, correctedDepth, drop),
  );
  const predictionInput = deterministicPart(
    parameters.predictionNet,
    config,
    deterministicFeatures,
  );
  return { deterministicFeatures, predictionInput };
}
