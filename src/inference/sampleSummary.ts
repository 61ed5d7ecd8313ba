import type { ScalarMap } from '../image/types.ts';
import { consensus } from './consensus.ts';
import { entropyMap, meanMap, varianceMap } from './uncertainty.ts';

/** Which map stands for the uncertainty of the samples. */
export const UNCERTAINTY_KINDS = ['entropy', 'variance'] as const;
export type UncertaintyKind = (typeof UNCERTAINTY_KINDS)[number];

/** What the sampled maps of one image say together, at their size. */
export interface SampleSummary {
  /** Agreement times the mean of the samples that agree with the majority. */
  readonly consensus: ScalarMap;
  readonly mean: ScalarMap;
  /** Of the samples, in [0,¼]. */
  readonly variance: ScalarMap;
  /** Of the mean map, in bits. */
  readonly entropy: ScalarMap;
}

/** @param maps one or more sampled maps of one size, in [0,1] */
export function summariseSamples(maps: readonly ScalarMap[]): SampleSummary {
  return {
    consensus: consensus(maps).consensusMap,
    mean: meanMap(maps),
    variance: varianceMap(maps),
    entropy: entropyMap(maps),
  };
}
