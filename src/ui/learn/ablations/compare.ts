import type { ScalarMap } from '../../../image/types.ts';
import { meanMap, varianceMap } from '../../../inference/sampleSummary.ts';
import { mean } from '../../../math/statistics.ts';
import type { Variant } from '../../../inference/predictor.ts';
import { halfMask, meanPairDistance } from '../../../metrics/maskOverlap.ts';
import type { ModuleCost } from '../../../model/moduleTable.ts';
import { costOf } from '../ucnet/figure.ts';

/** Multiply-adds of one more sample of an image: with latents PredictionNet's own part, with dropout all that dropout changes. */
export function costOfSample(variant: Variant, modules: readonly ModuleCost[]): number {
  const prediction = costOf('predictionNet', modules)!;
  if (variant !== 'm6') return prediction.again;
  return costOf('saliencyNet', modules)!.multiplyAdds + prediction.multiplyAdds;
}

/** What some samples of one image come to. */
export interface Spread {
  readonly mean: ScalarMap;
  readonly variance: ScalarMap;
  /** Mean variance of a pixel. */
  readonly meanVariance: number;
  /** Mean of 1 − IoU over pairs of samples. */
  readonly distance: number;
}

/** @param maps two or more samples */
export function spreadOf(maps: readonly ScalarMap[]): Spread {
  const variance = varianceMap(maps);
  return {
    mean: meanMap(maps),
    variance,
    meanVariance: mean(variance.data),
    distance: meanPairDistance(maps.map(halfMask)) ?? 0,
  };
}
