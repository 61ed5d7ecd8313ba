import { type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import {
  type BackboneParameters,
  declareBackbone,
  MOBILE_NET_V2,
  runBackbone,
} from '../nn/backbone.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from '../nn/conv2d.ts';
import {
  declareInvertedResidual,
  invertedResidual,
  type InvertedResidualParameters,
} from '../nn/invertedResidual.ts';
import type { Declared } from '../nn/parameters.ts';
import { upsampledSigmoid } from '../nn/upsampledSigmoid.ts';
import { upsampledSum } from '../nn/upsampledSum.ts';
import {
  type ConfigurationOf,
  configurationOf,
  list,
  multipleOf,
  readConfiguration,
  text,
} from './modelCard.ts';
import { backboneLayers, cost, type LayersAt, type ModuleCost } from './moduleTable.ts';

/** The first blocks of MobileNetV2, and at strides 16, 8, 4 and 2 what is joined on the way up. */
export interface PhotoDepthParameters extends BackboneParameters {
  /** Stride 32. */
  readonly context: readonly InvertedResidualParameters[];
  /** Bring the encoder's output to the decoder's width. */
  readonly lateral: readonly Conv2dParameters[];
  /** The same of what comes from the coarser stride. */
  readonly down: readonly Conv2dParameters[];
  readonly refine: readonly Conv2dParameters[];
  readonly output: Conv2dParameters;
}

/** Blocks whose outputs the decoder joins, at strides 2, 4, 8 and 16. The last is the encoder's last. */
const TAPS = [0, 2, 5, 9] as const;
const BLOCKS = TAPS[3] + 1;
const EXPANSION = 4;
const KERNEL = 3;

/** The counterpart of `PhotoDepthConfiguration` in `training/ucnet/photo_depth.py`. */
const SCHEMA = {
  name: text,
  /** Side of the square the network works on, in pixels. */
  inputSize: multipleOf(32),
  /** Channels of the blocks at stride 32. */
  contextWidths: list(null),
  /** Channels at strides 16, 8, 4 and 2. */
  decoderWidths: list(TAPS.length),
};

export type PhotoDepthConfig = ConfigurationOf<typeof SCHEMA>;

/** Whether a parsed `model.json` describes a PhotoDepthNet. */
export function isPhotoDepthCard(model: unknown): boolean {
  return 'decoderWidths' in configurationOf(model);
}

/**
 * Reads the configuration of a PhotoDepthNet out of a parsed `model.json`.
 *
 * @throws ModelConfigError for another format version, a missing, unknown or bad value
 */
export function parsePhotoDepthConfig(model: unknown): PhotoDepthConfig {
  return readConfiguration(model, SCHEMA);
}

export function declarePhotoDepthNet({
  contextWidths,
  decoderWidths,
}: PhotoDepthConfig): Declared<PhotoDepthParameters> {
  const skips = TAPS.map((block) => MOBILE_NET_V2.blocks[block]!.outputs).reverse();
  return {
    ...declareBackbone(MOBILE_NET_V2, 3, BLOCKS),
    context: contextWidths.map((width, index) =>
      declareInvertedResidual(contextWidths[index - 1] ?? skips[0]!, width, EXPANSION, KERNEL),
    ),
    lateral: decoderWidths.map((width, level) => declareConv2d(skips[level]!, width, 1)),
    down: decoderWidths.map((width, level) =>
      declareConv2d(decoderWidths[level - 1] ?? contextWidths.at(-1)!, width, 1),
    ),
    refine: decoderWidths.map((width) => declareConv2d(width, width, 3)),
    output: declareConv2d(decoderWidths.at(-1)!, 1, 3),
  };
}

/**
 * Relative depth from a photo alone: the first blocks of MobileNetV2 (Sandler et al., CVPR 2018) down to stride 16, more
 * at stride 32, and their outputs joined again up to stride 2.
 *
 * @param rgb [B, H, W, 3] in [-1,1], H and W multiples of 32
 * @returns [B, H, W, 1] in [0,1], 1 is near; only the order and relative distances mean something
 */
export function photoDepthNet(parameters: PhotoDepthParameters, rgb: Tensor4D): Tensor4D {
  const linear = { activation: 'linear' } as const;
  return tidy(() => {
    const skips = runBackbone(MOBILE_NET_V2, parameters, rgb, TAPS).reverse(); // strides 16, 8, 4 and 2
    let features = skips[0]!; // [B, H/16, W/16, 64]
    parameters.context.forEach((block, index) => {
      features = invertedResidual(block, features, index === 0 ? 2 : 1);
    }); // [B, H/32, W/32, context]
    skips.forEach((skip, level) => {
      // A 1×1 convolution may as well come before the enlargement, and costs a quarter there.
      const joined = upsampledSum([
        conv2d(parameters.lateral[level]!, skip, linear),
        conv2d(parameters.down[level]!, features, linear),
      ]);
      features = conv2d(parameters.refine[level]!, joined); // [B, 2h, 2w, width]
    });
    const logits = conv2d(parameters.output, features, linear); // [B, H/2, W/2, 1]
    return upsampledSigmoid(logits, 2);
  });
}

/** What encoder and decoder hold and cost, counted as in `moduleTable`. */
export function photoDepthTable(config: PhotoDepthConfig): ModuleCost[] {
  const { stem, blocks, context, lateral, down, refine, output } = declarePhotoDepthNet(config);
  const positions = (stride: number) => (config.inputSize / stride) ** 2;
  const levels = [16, 8, 4, 2];
  return [
    cost('MobileNetV2', 'image', backboneLayers(MOBILE_NET_V2, { stem, blocks }, config.inputSize)),
    cost('Context', 'image', [
      [context[0]!.expand!, positions(16)],
      [[context[0]!.depthwise, context[0]!.project], positions(32)],
      [context.slice(1), positions(32)],
    ]),
    cost('Decoder', 'image', [
      ...levels.flatMap((stride, level): LayersAt[] => [
        [lateral[level]!, positions(stride)],
        [down[level]!, positions(2 * stride)],
        [refine[level]!, positions(stride)],
      ]),
      [output, positions(2)],
    ]),
  ];
}
