import { avgPool, concat, fill, mul, type Rank, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from '../nn/conv2d.ts';
import { observed } from '../nn/observer.ts';
import type { Declared } from '../nn/parameters.ts';
import { upsampleBilinear } from '../nn/resizeBilinear.ts';
import {
  declareSummedDilations,
  summedDilations,
  type SummedDilationsParameters,
} from '../nn/summedDilations.ts';
import { trustedBlend } from '../nn/trustedBlend.ts';
import { upsampledConcat } from '../nn/upsampledConcat.ts';
import { windowMean } from '../nn/windowMean.ts';
import type { UcNetConfig } from './config.ts';
import type { Rgbd, StackedRgbd } from './rgbd.ts';

export interface DepthCorrectionNetParameters {
  /** Encoder stages at strides 2 to 32; the deeper three have a second convolution. */
  readonly stages: readonly (readonly Conv2dParameters[])[];
  /** Bring strides 4 to 32 to one width. */
  readonly levels: readonly Conv2dParameters[];
  readonly context: SummedDilationsParameters;
  readonly refine4: Conv2dParameters;
  readonly refine2: Conv2dParameters;
  readonly output: Conv2dParameters;
}

const INPUT_CHANNELS = 5;
const SINGLE_STAGES = 2;

export function declareDepthCorrectionNet(
  config: UcNetConfig,
): Declared<DepthCorrectionNetParameters> {
  const { depthWidths, depthLevelWidth, depthFusionWidth, depthDilationRates } = config;
  const [coarse, fine] = config.depthRefineWidths as [number, number];
  const levelWidths = depthWidths.slice(1);
  return {
    stages: depthWidths.map((width, stage) => [
      declareConv2d(depthWidths[stage - 1] ?? INPUT_CHANNELS, width, 3),
      ...(stage < SINGLE_STAGES ? [] : [declareConv2d(width, width, 3)]),
    ]),
    levels: levelWidths.map((width) => declareConv2d(width, depthLevelWidth, 1)),
    context: declareSummedDilations(
      depthLevelWidth * levelWidths.length,
      depthFusionWidth,
      depthDilationRates.length,
    ),
    refine4: declareConv2d(depthFusionWidth + depthWidths[1]!, coarse, 3),
    refine2: declareConv2d(coarse + depthWidths[0]!, fine, 3),
    output: declareConv2d(fine, 2, 3),
  };
}

/**
 * Corrects the depth map (paper, section 3.1): encoder levels brought to one width and size, concatenated, dilated
 * convolutions summed. It has two outputs: how far the depth lies from the mean reading around it, and the trust in
 * the reading itself. The result is trust · reading + (1 − trust) · (mean reading + distance). In holes trust is 0,
 * and the estimate alone fills them. The mean averages out noise and steps; the network says where it must not.
 *
 * @returns [B, H, W, 1] in [0,1]
 */
export function depthCorrectionNet(
  parameters: DepthCorrectionNetParameters,
  { depthDilationRates }: UcNetConfig,
  x: StackedRgbd,
): Tensor4D {
  const skips = encode(parameters, x.stack);
  const [stride2, stride4, stride8, stride16, stride32] = skips as [
    Tensor4D, // [B, H/2, W/2, ·]
    Tensor4D, // [B, H/4, W/4, ·]
    Tensor4D, // [B, H/8, W/8, ·]
    Tensor4D, // [B, H/16, W/16, ·]
    Tensor4D, // [B, H/32, W/32, ·]
  ];
  const [level4, level8, level16, level32] = parameters.levels as [
    Conv2dParameters,
    Conv2dParameters,
    Conv2dParameters,
    Conv2dParameters,
  ];
  const levels = upsampledConcat([
    avgPool(conv2d(level4, stride4), 2, 2, 'valid'),
    conv2d(level8, stride8),
    conv2d(level16, stride16),
    conv2d(level32, stride32),
  ]); // [B, H/8, W/8, 4 · levelWidth]
  const context = relu(summedDilations(parameters.context, levels, depthDilationRates)); // [B, H/8, W/8, fusion]
  const coarse = conv2d(parameters.refine4, upsampledConcat([context, stride4])); // [B, H/4, W/4, coarse]
  const fine = conv2d(parameters.refine2, upsampledConcat([coarse, stride2])); // [B, H/2, W/2, fine]
  const logits = conv2d(parameters.output, fine, { activation: 'linear' }); // [B, H/2, W/2, 2]
  return trustedBlend({ logits, nearby: meanReading(x), reading: x.depth, valid: x.valid });
}

/** How many windows there are besides the finest, each of four times the side of the one before. */
const COARSER_WINDOWS = 2;

/**
 * Mean of the valid readings in a window of 10×10 pixels about each pixel; where there are none, that in 40×40, then
 * in 160×160, then 0.5: so a hole of any size is filled from its rim. [B, H, W, 1]
 */
export function meanReading({ depth, valid }: Rgbd): Tensor4D {
  const readings = concat([mul<Tensor4D>(depth, valid), valid], 3); // [B, H, W, 2]
  const cells = avgPool(readings, 2, 2, 'valid'); // [B, H/2, W/2, 2]
  return upsampleBilinear(meanAround(cells, COARSER_WINDOWS), 2);
}

/** Mean of the readings in 5×5 cells about each; of coarser cells where there are none. */
function meanAround(cells: Tensor4D, coarserWindows: number): Tensor4D {
  const coarser =
    coarserWindows === 0
      ? fill<Rank.R4>([cells.shape[0], 1, 1, 1], 0.5)
      : meanAround(avgPool(cells, 4, 4, 'valid'), coarserWindows - 1);
  return windowMean(cells, coarser);
}

/** The output of every stage, strides 2 to 32. */
function encode({ stages }: DepthCorrectionNetParameters, x: Tensor4D): Tensor4D[] {
  const outputs: Tensor4D[] = [];
  let features = x; // [B, H, W, 5]
  for (const stage of stages) {
    stage.forEach((convolution, index) => {
      features = conv2d(convolution, features, { stride: index === 0 ? 2 : 1 });
    });
    outputs.push(observed(stage, features));
  }
  return outputs;
}
