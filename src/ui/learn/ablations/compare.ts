import type { ScalarMap } from '../../../image/types.ts';
import { meanMap, varianceMap } from '../../../inference/sampleSummary.ts';
import { mean } from '../../../math/statistics.ts';
import { halfMask, meanPairDistance } from '../../../metrics/maskOverlap.ts';

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
