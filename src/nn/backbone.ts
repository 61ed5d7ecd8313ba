import { type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import {
  declareInvertedResidual,
  invertedResidual,
  type InvertedResidualParameters,
} from './invertedResidual.ts';
import type { Declared } from './parameters.ts';

export interface BackboneParameters {
  readonly stem: Conv2dParameters;
  readonly blocks: readonly InvertedResidualParameters[];
}

interface BlockSettings {
  readonly inputs: number;
  readonly outputs: number;
  readonly expansion: number;
  readonly stride: number;
  /** Side of the depthwise kernel. */
  readonly kernel: number;
}

/** A network of inverted residual blocks behind a stem of stride 2. */
export interface Backbone {
  readonly blocks: readonly BlockSettings[];
  /** Blocks after which a stage ends: the last ones of strides 4, 8, 16 and 32. */
  readonly taps: readonly number[];
  /** Channels of the four stages. */
  readonly stageWidths: readonly number[];
}

/** Expansion, outputs, blocks, stride of the first of them, side of the depthwise kernel. */
type Group = readonly [number, number, number, number, number];

const STEM_WIDTH = 32;
const STEM_STRIDE = 2;
const STAGE_STRIDES = [4, 8, 16, 32];

function backboneOf(groups: readonly Group[]): Backbone {
  const blocks = groups.flatMap(([expansion, outputs, repeats, stride, kernel], group) =>
    Array.from({ length: repeats }, (_, repeat) => ({
      inputs: repeat > 0 ? outputs : (groups[group - 1]?.[1] ?? STEM_WIDTH),
      outputs,
      expansion,
      stride: repeat > 0 ? 1 : stride,
      kernel,
    })),
  );
  let reached = STEM_STRIDE;
  const strides = blocks.map(({ stride }) => (reached *= stride));
  const taps = STAGE_STRIDES.map((stride) => strides.lastIndexOf(stride));
  return { blocks, taps, stageWidths: taps.map((block) => blocks[block]!.outputs) };
}

/** Table 2 of Sandler et al., CVPR 2018. */
export const MOBILE_NET_V2 = backboneOf([
  [1, 16, 1, 1, 3],
  [6, 24, 2, 2, 3],
  [6, 32, 3, 2, 3],
  [6, 64, 4, 2, 3],
  [6, 96, 3, 1, 3],
  [6, 160, 3, 2, 3],
  [6, 320, 1, 1, 3],
]);

/**
 * The stages of EfficientNet-B0 (table 1 of Tan and Le, ICML 2019) without squeeze-and-excitation.
 *
 * @param repeats blocks of the five stages between the first and the last
 */
function efficientNetLite(...repeats: readonly [number, number, number, number, number]): Backbone {
  return backboneOf([
    [1, 16, 1, 1, 3],
    [6, 24, repeats[0], 2, 3],
    [6, 40, repeats[1], 2, 5],
    [6, 80, repeats[2], 2, 3],
    [6, 112, repeats[3], 1, 5],
    [6, 192, repeats[4], 2, 5],
    [6, 320, 1, 1, 3],
  ]);
}

/** By the names that `model.json` and `training/ucnet/blocks.py` give them. */
export const BACKBONES = {
  mobilenetv2: MOBILE_NET_V2,
  'efficientnet-lite0': efficientNetLite(2, 2, 3, 3, 4),
  'efficientnet-lite1': efficientNetLite(3, 3, 4, 4, 5),
} as const satisfies Readonly<Record<string, Backbone>>;

export type BackboneName = keyof typeof BACKBONES;

export const BACKBONE_NAMES = Object.keys(BACKBONES) as BackboneName[];

/** What a reader calls each of them. */
export const BACKBONE_TITLES: Readonly<Record<BackboneName, string>> = {
  mobilenetv2: 'MobileNetV2',
  'efficientnet-lite0': 'EfficientNet-Lite0',
  'efficientnet-lite1': 'EfficientNet-Lite1',
};

/** @param count how many of the blocks, from the first on */
export function declareBackbone(
  { blocks }: Backbone,
  inputChannels: number,
  count = blocks.length,
): Declared<BackboneParameters> {
  return {
    stem: declareConv2d(inputChannels, STEM_WIDTH, 3),
    blocks: blocks
      .slice(0, count)
      .map(({ inputs, outputs, expansion, kernel }) =>
        declareInvertedResidual(inputs, outputs, expansion, kernel),
      ),
  };
}

/**
 * Runs a backbone without its classifier, or its first blocks.
 *
 * @param x [B, H, W, C], H and W multiples of 32
 * @param taps blocks whose outputs are returned, in rising order
 * @returns by default the stages at strides 4, 8, 16 and 32
 */
export function runBackbone(
  { blocks, taps: ends }: Backbone,
  parameters: BackboneParameters,
  x: Tensor4D,
  taps: readonly number[] = ends,
): Tensor4D[] {
  return tidy(() => {
    const stages: Tensor4D[] = [];
    let features = conv2d(parameters.stem, x, { stride: STEM_STRIDE }); // [B, H/2, W/2, 32]
    parameters.blocks.forEach((block, index) => {
      features = invertedResidual(block, features, blocks[index]!.stride);
      if (taps.includes(index)) stages.push(features);
    });
    return stages;
  });
}
