import { concat, mul, type Tensor4D, zerosLike } from '@tensorflow/tfjs-core';
import {
  type BackboneParameters,
  declareBackbone,
  MOBILE_NET_V2,
  runBackbone,
} from '../../nn/backbone.ts';
import type { Declared } from '../../nn/parameters.ts';
import { backboneLayers, cost, type LayersAt, type ModuleCost } from '../moduleTable.ts';
import { type Rgbd, toSigned } from '../rgbd.ts';
import type { BaselineConfig, BaselineHead } from './baselineConfig.ts';
import { declareFcn, fcn, type FcnParameters, type FinestStride } from './fcn.ts';
import { declareUNet, uNet, type UNetParameters } from './uNet.ts';

/** One saliency map from photo and depth: a head on the shipped network's backbone, to compare UC-Net with. */
export interface BaselineParameters {
  readonly backbone: BackboneParameters;
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
    backbone: declareBackbone(MOBILE_NET_V2, INPUT_CHANNELS),
    head: finestStride === undefined ? declareUNet() : declareFcn(finestStride),
  };
}

/**
 * @param silent strides of stages that the head is given zeros for, to see what they are worth
 * @returns logits [B, H, W, 1]
 */
export function baseline(
  { backbone, head }: BaselineParameters,
  { rgb, depth, valid }: Rgbd,
  silent: readonly number[] = [],
): Tensor4D {
  const readings = mul<Tensor4D>(toSigned(depth), valid); // [B, H, W, 1]
  const stages = runBackbone(MOBILE_NET_V2, backbone, concat([rgb, readings], 3)).map(
    (stage, index) => (silent.includes(FINEST_STRIDE * 2 ** index) ? zerosLike(stage) : stage),
  );
  return 'classifier' in head ? fcn(head, stages) : uNet(head, stages);
}

const FINEST_STRIDE = 4;
const COARSEST_STRIDE = 32;

/** What backbone and head hold and cost, counted as in `moduleTable`. */
export function baselineTable(config: BaselineConfig): ModuleCost[] {
  const { inputSize } = config;
  const { backbone, head } = declareBaseline(config);
  return [
    cost('MobileNetV2', 'image', backboneLayers(MOBILE_NET_V2, backbone, inputSize)),
    cost(config.head, 'image', headLayers(head, inputSize / COARSEST_STRIDE)),
  ];
}

/** @param side of the coarsest stage, in pixels */
function headLayers(head: Declared<BaselineParameters['head']>, side: number): LayersAt[] {
  const positions = (halvings: number) => (side * 2 ** halvings) ** 2;
  if ('classifier' in head) {
    return [
      [head.classifier, positions(0)],
      ...head.scores.map((score, index): LayersAt => [score, positions(index)]),
    ];
  }
  return [
    ...head.stages.map((stage, index): LayersAt => [stage, positions(index + 1)]),
    [head.score, positions(head.stages.length)],
  ];
}
