import { add, type Tensor4D } from '@tensorflow/tfjs-core';
import { MOBILE_NET_V2 } from '../../nn/backbone.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from '../../nn/conv2d.ts';
import type { Declared } from '../../nn/parameters.ts';
import { upsampleBilinear } from '../../nn/resizeBilinear.ts';

/** Of the finest stage that is scored: FCN-32s, 16s or 8s. */
export type FinestStride = 32 | 16 | 8;

export interface FcnParameters {
  /** Stands for the two fully convolutional classifier layers of the paper. */
  readonly classifier: Conv2dParameters;
  /** Of the classifier's output, then of the stages at strides 16 and 8 as far as they are used. */
  readonly scores: readonly Conv2dParameters[];
}

/** Of the first stage. */
const FIRST_STRIDE = 4;
const CLASSIFIER_WIDTH = 128;
const FINER_STAGES: Readonly<Record<FinestStride, number>> = { 32: 0, 16: 1, 8: 2 };

/** The stages from the coarsest on. */
const COARSE_FIRST = [...MOBILE_NET_V2.stageWidths].reverse();

export function declareFcn(finestStride: FinestStride): Declared<FcnParameters> {
  const [deepest, ...finer] = COARSE_FIRST;
  const widths = [CLASSIFIER_WIDTH, ...finer.slice(0, FINER_STAGES[finestStride])];
  return {
    classifier: declareConv2d(deepest!, CLASSIFIER_WIDTH, 3),
    scores: widths.map((width) => declareConv2d(width, 1, 1)),
  };
}

/**
 * The head of FCN (Long et al., CVPR 2015, section 4.2): scores of the coarsest stage, enlarged bilinearly, with the
 * scores of finer stages added on the way.
 *
 * @param stages at strides 4, 8, 16 and 32
 * @returns logits [B, H, W, 1]
 */
export function fcn(parameters: FcnParameters, stages: readonly Tensor4D[]): Tensor4D {
  const [deepest, ...finer] = [...stages].reverse();
  const scored = [conv2d(parameters.classifier, deepest!), ...finer];
  const total = parameters.scores
    .map((score, index) => conv2d(score, scored[index]!, { activation: 'linear' })) // [B, h, w, 1]
    .reduce((coarse, fine) => add<Tensor4D>(upsampleBilinear(coarse, 2), fine));
  const [, side] = stages[0]!.shape;
  return upsampleBilinear(total, (side * FIRST_STRIDE) / total.shape[1]);
}
