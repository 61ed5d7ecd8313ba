import { avgPool, concat, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import {
  declareResidualChannelAttention,
  residualChannelAttention,
  type ResidualChannelAttentionParameters,
} from '../nn/channelAttention.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from '../nn/conv2d.ts';
import type { Drop } from '../nn/channelDropout.ts';
import {
  declareDenseAspp,
  denseAspp,
  type DenseAsppParameters,
  denseAsppWithDropout,
} from '../nn/denseAspp.ts';
import {
  type BackboneParameters,
  BACKBONES,
  declareBackbone,
  runBackbone,
} from '../nn/backbone.ts';
import type { Declared } from '../nn/parameters.ts';
import { residualConv2d } from '../nn/residualConv2d.ts';
import { upsampledSum } from '../nn/upsampledSum.ts';
import type { UcNetConfig } from './config.ts';
import { toSigned } from './rgbd.ts';

export interface SaliencyNetParameters {
  readonly backbone: BackboneParameters;
  /** Bring the backbone's stages to the decoder's widths. */
  readonly lateral: readonly Conv2dParameters[];
  /** Depth's own way into every stage, since a stem made for photos lets little of it through. */
  readonly depthLateral: readonly Conv2dParameters[];
  readonly aspp: readonly DenseAsppParameters[];
  /** fusion[stage][i] brings stage + i to the width of `stage`. */
  readonly fusion: readonly (readonly Conv2dParameters[])[];
  readonly attention: readonly ResidualChannelAttentionParameters[];
}

const RGBD_CHANNELS = 4;
const STEM_TO_FIRST_STAGE = 4;

export function declareSaliencyNet(config: UcNetConfig): Declared<SaliencyNetParameters> {
  const { stageWidths, growthDivisor, dilationRates, attentionReduction } = config;
  const backbone = BACKBONES[config.backbone];
  const fusedWidths = stageWidths.slice(0, -1);
  return {
    backbone: declareBackbone(backbone, RGBD_CHANNELS),
    lateral: stageWidths.map((width, stage) =>
      declareConv2d(backbone.stageWidths[stage]!, width, 1),
    ),
    depthLateral: stageWidths.map((width) => declareConv2d(1, width, 3)),
    aspp: stageWidths.map((width) =>
      declareDenseAspp(width, Math.floor(width / growthDivisor), dilationRates.length),
    ),
    fusion: fusedWidths.map((width, stage) =>
      stageWidths.slice(stage).map((deeper) => declareConv2d(deeper, width, 1)),
    ),
    attention: fusedWidths.map((width) =>
      declareResidualChannelAttention(width, attentionReduction),
    ),
  };
}

/**
 * Deterministic features from RGB and corrected depth (paper, section 3.1): backbone, DenseASPP on every
 * stage, top-down fusion with channel attention.
 *
 * @param rgb [B, H, W, 3] in [-1,1]
 * @param correctedDepth [B, H, W, 1] in [0,1]
 * @param drop Monte-Carlo dropout, which the network itself goes without
 * @returns [B, H/4, W/4, M]
 */
export function saliencyNet(
  parameters: SaliencyNetParameters,
  config: UcNetConfig,
  rgb: Tensor4D,
  correctedDepth: Tensor4D,
  drop?: Drop,
): Tensor4D {
  const depth = toSigned(correctedDepth); // [B, H, W, 1]
  const stages = runBackbone(
    BACKBONES[config.backbone],
    parameters.backbone,
    concat([rgb, depth], 3),
  );
  let pooled = avgPool(depth, STEM_TO_FIRST_STAGE, STEM_TO_FIRST_STAGE, 'valid'); // [B, H/4, W/4, 1]
  const fused = stages.map((stage, index) => {
    if (index > 0) pooled = avgPool(pooled, 2, 2, 'valid'); // halves h and w
    const fromDepth = conv2d(parameters.depthLateral[index]!, pooled, { activation: 'linear' });
    const lateral = parameters.lateral[index]!;
    const both = residualConv2d(lateral, stage, fromDepth, { activation: 'relu' }); // [B, h, w, width]
    const aspp = parameters.aspp[index]!;
    return drop === undefined
      ? denseAspp(aspp, both, config.dilationRates) // [B, h, w, width]
      : denseAsppWithDropout(aspp, both, config.dilationRates, drop);
  });
  for (let stage = fused.length - 2; stage >= 0; stage--) {
    const merged = fuse(parameters.fusion[stage]!, fused.slice(stage)); // [B, h, w, width]
    fused[stage] = residualChannelAttention(parameters.attention[stage]!, merged);
  }
  return fused[0]!;
}

/**
 * The paper concatenates the upsampled stages and follows with a 1×1 convolution. That convolution commutes
 * with bilinear upsampling, so one 1×1 per stage before upsampling, summed, is the same at a fraction of the cost.
 */
function fuse(convolutions: readonly Conv2dParameters[], stages: readonly Tensor4D[]): Tensor4D {
  return tidy(() =>
    upsampledSum(
      convolutions.map((convolution, index) =>
        conv2d(convolution, stages[index]!, { activation: 'linear' }),
      ),
    ),
  );
}
