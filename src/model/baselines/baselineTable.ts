import type { Declared } from '../../nn/parameters.ts';
import { backboneLayers, cost, type LayersAt, type ModuleCost } from '../moduleTable.ts';
import { type BaselineParameters, declareBaseline } from './baseline.ts';
import type { BaselineConfig } from './baselineConfig.ts';

const COARSEST_STRIDE = 32;

/** What backbone and head hold and cost, counted as in `moduleTable`. */
export function baselineTable(config: BaselineConfig): ModuleCost[] {
  const { inputSize } = config;
  const { backbone, head } = declareBaseline(config);
  return [
    cost('MobileNetV2', 'image', backboneLayers(backbone, inputSize)),
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
