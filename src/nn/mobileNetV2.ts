import { type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import {
  declareInvertedResidual,
  invertedResidual,
  type InvertedResidualParameters,
} from './invertedResidual.ts';
import type { Declared } from './parameters.ts';

export interface MobileNetV2Parameters {
  readonly stem: Conv2dParameters;
  readonly blocks: readonly InvertedResidualParameters[];
}

interface BlockSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly expansion: number;
  readonly stride: number;
}

const STEM_WIDTH = 32;

/** Table 2 of the paper: expansion, outputs, repeats, stride of the first repeat. */
const GROUPS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** The 17 blocks in order. */
export const MOBILE_NET_V2_BLOCKS: readonly BlockSettings[] = GROUPS.flatMap(
  ([expansion, outputs, repeats, stride], group) =>
    Array.from({ length: repeats }, (_, repeat) => ({
      inputs: repeat > 0 ? outputs : (GROUPS[group - 1]?.[1] ?? STEM_WIDTH),
      outputs,
      expansion,
      stride: repeat > 0 ? 1 : stride,
    })),
);

/** Blocks after which a stage ends: the last ones of strides 4, 8, 16 and 32. */
const TAPS: readonly number[] = [2, 5, 12, 16];

/** Channels of the four stages. */
export const MOBILE_NET_V2_STAGE_WIDTHS: readonly number[] = TAPS.map(
  (block) => MOBILE_NET_V2_BLOCKS[block]!.outputs,
);

/** @param count how many of the blocks, from the first on */
export function declareMobileNetV2(
  inputChannels: number,
  count = MOBILE_NET_V2_BLOCKS.length,
): Declared<MobileNetV2Parameters> {
  return {
    stem: declareConv2d(inputChannels, STEM_WIDTH, 3),
    blocks: MOBILE_NET_V2_BLOCKS.slice(0, count).map(({ inputs, outputs, expansion }) =>
      declareInvertedResidual(inputs, outputs, expansion),
    ),
  };
}

/**
 * MobileNetV2 1.0 (Sandler et al., CVPR 2018) without its classifier, or its first blocks.
 *
 * @param x [B, H, W, C], H and W multiples of 32
 * @param taps blocks whose outputs are returned, in rising order
 * @returns by default the stages at strides 4, 8, 16 and 32 (24, 32, 96 and 320 channels)
 */
export function mobileNetV2(
  parameters: MobileNetV2Parameters,
  x: Tensor4D,
  taps: readonly number[] = TAPS,
): Tensor4D[] {
  return tidy(() => {
    const stages: Tensor4D[] = [];
    let features = conv2d(parameters.stem, x, { stride: 2 }); // [B, H/2, W/2, 32]
    parameters.blocks.forEach((block, index) => {
      features = invertedResidual(block, features, MOBILE_NET_V2_BLOCKS[index]!.stride);
      if (taps.includes(index)) stages.push(features);
    });
    return stages;
  });
}
