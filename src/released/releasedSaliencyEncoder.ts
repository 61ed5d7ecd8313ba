import {
  concat,
  type Rank,
  reshape,
  type Tensor2D,
  type Tensor4D,
  tidy,
  tile,
} from '@tensorflow/tfjs-core';
import {
  residualChannelAttention,
  type ResidualChannelAttentionParameters,
} from '../nn/channelAttention.ts';
import { conv2d, type Conv2dParameters } from '../nn/conv2d.ts';
import { observed } from '../nn/observer.ts';
import { upsampleBilinear } from '../nn/resizeBilinear.ts';
import { summedDilations, type SummedDilationsParameters } from '../nn/summedDilations.ts';
import { RELEASED_CONFIG } from './releasedConfig.ts';
import {
  releasedDenseAspp,
  type ReleasedDenseAsppParameters,
  releasedDenseAsppSources,
} from './releasedDenseAspp.ts';
import {
  type ResNet50Parameters,
  resNet50Sources,
  resNet50Stage,
  resNet50Stem,
  RESNET_50_STAGE_WIDTHS,
} from './resNet50.ts';
import { normedConvolution, plainConvolution, type Sources } from './sources.ts';

/** Convolutions of 1×1, 3×3 and 3×3, each with its batch norm folded in. */
export type TripleConvParameters = readonly Conv2dParameters[];

/** Attention and Triple_Conv that fuse a stage with all deeper ones. */
export interface FusionParameters {
  readonly attention: ResidualChannelAttentionParameters;
  readonly reduce: TripleConvParameters;
}

/** `sal_encoder` of the released code: backbone, depth head and saliency head in one. */
export interface SaliencyEncoderParameters {
  readonly mix: Conv2dParameters;
  readonly backbone: ResNet50Parameters;
  /** Of the depth head, strides 4 to 32. */
  readonly depthLateral: readonly TripleConvParameters[];
  readonly depthContext: SummedDilationsParameters;
  /** Of the saliency head, strides 4 to 32. */
  readonly lateral: readonly TripleConvParameters[];
  readonly aspp: readonly ReleasedDenseAsppParameters[];
  readonly fuse43: FusionParameters;
  readonly fuse432: FusionParameters;
  readonly fuse4321: FusionParameters;
  readonly output: SummedDilationsParameters;
}

const { width, latentDim, rgbChannels, depthChannels, summedRates, attentionReduction } =
  RELEASED_CONFIG;
/** Channels of the backbone's input. Everything is mixed down to these first. */
const MIXED_CHANNELS = 3;
const STAGES = RESNET_50_STAGE_WIDTHS.length;
const OUTPUT_STRIDE = 4;

/** @param name in the checkpoint: `sal_encoder` */
export function saliencyEncoderSources(name: string): Sources<SaliencyEncoderParameters> {
  const inputs = rgbChannels + depthChannels + latentDim;
  const laterals = (suffix: string) =>
    RESNET_50_STAGE_WIDTHS.map((channels, stage) =>
      tripleConvSources(`${name}.conv${stage + 1}${suffix}`, channels, width),
    );
  return {
    mix: normedConvolution(
      `${name}.conv_depth1.conv`,
      `${name}.conv_depth1.bn`,
      { inputs, outputs: MIXED_CHANNELS, kernel: 3 },
      { bias: false },
    ),
    backbone: resNet50Sources(`${name}.resnet`, MIXED_CHANNELS),
    depthLateral: laterals('_depth'),
    depthContext: summedSources(`${name}.layer_depth`, width * STAGES, depthChannels),
    lateral: laterals(''),
    aspp: RESNET_50_STAGE_WIDTHS.map((_, stage) =>
      releasedDenseAsppSources(`${name}.asppconv${stage + 1}`, width),
    ),
    fuse43: fusionSources(name, '43'),
    fuse432: fusionSources(name, '432'),
    fuse4321: fusionSources(name, '4321'),
    output: summedSources(`${name}.layer6`, width, 1),
  };
}

export function summedSources(
  name: string,
  inputs: number,
  outputs: number,
): Sources<SummedDilationsParameters> {
  return {
    branches: summedRates.map((_, branch) =>
      plainConvolution(`${name}.conv2d_list.${branch}`, { inputs, outputs, kernel: 3 }),
    ),
  };
}

/** @param levels the fused levels as the released names spell them: `432` */
function fusionSources(name: string, levels: string): Sources<FusionParameters> {
  const channels = width * levels.length;
  const hidden = channels / attentionReduction;
  const body = `${name}.racb_${levels}.body`;
  const same = { inputs: channels, outputs: channels, kernel: 3 };
  return {
    attention: {
      first: plainConvolution(`${body}.0`, same),
      second: plainConvolution(`${body}.2`, same),
      attention: {
        squeeze: plainConvolution(`${body}.3.conv_du.0`, {
          inputs: channels,
          outputs: hidden,
          kernel: 1,
        }),
        excite: plainConvolution(`${body}.3.conv_du.2`, {
          inputs: hidden,
          outputs: channels,
          kernel: 1,
        }),
      },
    },
    reduce: tripleConvSources(`${name}.conv${levels}`, channels, width),
  };
}

/**
 * Backbone features. Quirk: z enters here, before everything else, so that each sample costs the whole network.
 *
 * @param x RGB by ImageNet's mean and deviation, then three times the depth in [0,1]; [B, H, W, 6]
 * @param z [B, K]
 * @returns strides 4, 8, 16, 32: 256, 512, 1024 and 2048 channels
 */
export function encode(
  parameters: SaliencyEncoderParameters,
  x: Tensor4D,
  z: Tensor2D,
): Tensor4D[] {
  return tidy(() => {
    const [batch, height, columns] = x.shape;
    let features = tidy(() => {
      const plane = reshape<Rank.R4>(z, [batch, 1, 1, latentDim]);
      const tiled = tile(plane, [1, height, columns, 1]); // [B, H, W, K]
      // Quirk: batch norm and no activation after it.
      const mixed = conv2d(parameters.mix, concat([x, tiled], 3), { activation: 'linear' }); // [B, H, W, 3]
      return resNet50Stem(parameters.backbone, mixed); // [B, H/4, W/4, 64]
    });
    return RESNET_50_STAGE_WIDTHS.map((_, stage) => {
      features = resNet50Stage(parameters.backbone, stage, features);
      return features;
    });
  });
}

/**
 * Logits of the depth head, [B, H, W, 3].
 *
 * @param stages what `encode` gave
 */
export function depthHead(
  { depthLateral, depthContext }: SaliencyEncoderParameters,
  stages: readonly Tensor4D[],
): Tensor4D {
  return tidy(() => {
    const levels = stages.map((stage, index) =>
      upsample(tripleConv(depthLateral[index]!, stage), 2 ** index),
    ); // [B, H/4, W/4, 32] each
    // Quirk: deepest level first.
    const together = concat(levels.reverse(), 3); // [B, H/4, W/4, 128]
    return upsample(summedDilations(depthContext, together, summedRates), OUTPUT_STRIDE);
  });
}

/**
 * Logits of the saliency head, [B, H, W, 1].
 *
 * @param stages what `encode` gave
 */
export function saliencyHead(
  parameters: SaliencyEncoderParameters,
  stages: readonly Tensor4D[],
): Tensor4D {
  return tidy(() => {
    const { lateral, aspp, fuse43, fuse432, fuse4321, output } = parameters;
    const [level1, level2, level3, small4] = stages.map((stage, index) =>
      tidy(() => releasedDenseAspp(aspp[index]!, tripleConv(lateral[index]!, stage))),
    ) as [Tensor4D, Tensor4D, Tensor4D, Tensor4D]; // 32 channels at strides 4, 8, 16, 32
    const level4 = upsample(small4, 2); // [B, H/16, W/16, 32]
    const level43 = upsample(fuse(fuse43, [level4, level3]), 2); // [B, H/8, W/8, 32]
    const level432 = upsample(fuse(fuse432, [upsample(level4, 2), level43, level2]), 2); // [B, H/4, W/4, 32]
    const level4321 = fuse(fuse4321, [
      // Quirk: ×2 and then ×4, which with aligned corners is not ×8.
      upsample(level4, 4),
      upsample(level43, 2),
      level432,
      level1,
    ]); // [B, H/4, W/4, 32]
    return upsample(summedDilations(output, level4321, summedRates), OUTPUT_STRIDE);
  });
}

/** Concatenate, attend, bring back to one width: [B, h, w, 32]. */
function fuse({ attention, reduce }: FusionParameters, levels: readonly Tensor4D[]): Tensor4D {
  return tidy(() =>
    tripleConv(reduce, residualChannelAttention(attention, concat([...levels], 3))),
  );
}

/** Quirk: aligned corners everywhere inside the network. */
function upsample(x: Tensor4D, factor: number): Tensor4D {
  return upsampleBilinear(x, factor, true);
}

/** @param name in the checkpoint: `sal_encoder.conv1` */
function tripleConvSources(
  name: string,
  inputs: number,
  width: number,
): Sources<TripleConvParameters> {
  return [1, 3, 3].map((kernel, index) =>
    normedConvolution(
      `${name}.reduce.${index}.conv`,
      `${name}.reduce.${index}.bn`,
      { inputs: index === 0 ? inputs : width, outputs: width, kernel },
      { bias: false },
    ),
  );
}

/**
 * Brings a stage to the decoder's width. Quirk: no activation anywhere, so the three convolutions are one
 * linear map (borders apart).
 *
 * @param x [B, h, w, inputs]
 * @returns [B, h, w, width]
 */
function tripleConv(parameters: TripleConvParameters, x: Tensor4D): Tensor4D {
  return tidy(() => {
    const output = parameters.reduce(
      (features, convolution) => conv2d(convolution, features, { activation: 'linear' }),
      x,
    );
    return observed(parameters, output);
  });
}
