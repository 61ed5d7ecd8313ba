import type { Tensor4D } from '@tensorflow/tfjs-core';
import { MOBILE_NET_V2 } from '../../nn/backbone.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from '../../nn/conv2d.ts';
import type { Declared } from '../../nn/parameters.ts';
import { upsampleBilinear } from '../../nn/resizeBilinear.ts';
import { upsampledConcat } from '../../nn/upsampledConcat.ts';

export interface UNetParameters {
  /** At strides 16, 8 and 4. */
  readonly stages: readonly {
    readonly first: Conv2dParameters;
    readonly second: Conv2dParameters;
  }[];
  readonly score: Conv2dParameters;
}

const WIDTHS = [96, 48, 32];
const FINEST_STRIDE = 4;

export function declareUNet(): Declared<UNetParameters> {
  const [deepest, ...skips] = [...MOBILE_NET_V2.stageWidths].reverse();
  return {
    stages: WIDTHS.map((width, index) => ({
      first: declareConv2d((WIDTHS[index - 1] ?? deepest!) + skips[index]!, width, 3),
      second: declareConv2d(width, width, 3),
    })),
    score: declareConv2d(WIDTHS.at(-1)!, 1, 1),
  };
}

/**
 * The decoder of U-Net (Ronneberger et al., MICCAI 2015): enlarge by two, join the backbone's stage of that size, two 3×3
 * convolutions; up to stride 4, and bilinearly from there.
 *
 * @param stages at strides 4, 8, 16 and 32
 * @returns logits [B, H, W, 1]
 */
export function uNet(parameters: UNetParameters, stages: readonly Tensor4D[]): Tensor4D {
  const [deepest, ...skips] = [...stages].reverse();
  const features = parameters.stages.reduce((below, { first, second }, index) => {
    const joined = upsampledConcat([below, skips[index]!]); // [B, h, w, ·]
    return conv2d(second, conv2d(first, joined)); // [B, h, w, width]
  }, deepest!);
  const score = conv2d(parameters.score, features, { activation: 'linear' }); // [B, H/4, W/4, 1]
  return upsampleBilinear(score, FINEST_STRIDE);
}
