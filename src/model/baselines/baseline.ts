import { concat, mul, type Tensor4D } from '@tensorflow/tfjs-core';
import {
  declareMobileNetV2,
  mobileNetV2,
  type MobileNetV2Parameters,
} from '../../nn/mobileNetV2.ts';
import type { Declared } from '../../nn/parameters.ts';
import { type Rgbd, toSigned } from '../rgbd.ts';
import type { BaselineConfig, BaselineHead } from './baselineConfig.ts';
import { declareFcn, fcn, type FcnParameters, type FinestStride } from './fcn.ts';
import { declareUNet, uNet, type UNetParameters } from './uNet.ts';

/** One saliency map from photo and depth: a head on the shipped network's backbone, to compare UC-Net with. */
export interface BaselineParameters {
  readonly backbone: MobileNetV2Parameters;
  readonly head: FcnParameters | UNetParameters;
}

/** Photo, and the depth as it was read. */
const INPUT_CHANNELS = 4;

const FINEST_STRIDES: Readonly<Partial<Record<BaselineHead, FinestStride>>> = {
  'fcn-32s': 32,
  'fcn-16s': 16,
  'fcn-8s': 8,
};

export function declareBaseline({ head }: BaselineConfig): Declared<BaselineParameters> {
  const finestStride = FINEST_STRIDES[head];
  return {
    backbone: declareMobileNetV2(INPUT_CHANNELS),
    head: finestStride === undefined ? declareUNet() : declareFcn(finestStride),
  };
}

/** @returns logits [B, H, W, 1] */
export function baseline(
  { backbone, head }: BaselineParameters,
  { rgb, depth, valid }: Rgbd,
): Tensor4D {
  const readings = mul<Tensor4D>(toSigned(depth), valid); // [B, H, W, 1]
  const stages = mobileNetV2(backbone, concat([rgb, readings], 3));
  return 'classifier' in head ? fcn(head, stages) : uNet(head, stages);
}
