import type { Confusion } from './thresholdCounts.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

/**
 * Dice coefficient, `2 TP / (2 TP + FP + FN)`, in [0, 1].
 * 0 when prediction and ground truth are both empty, as in PySODMetrics.
 *
 * Source: Dice, Measures of the Amount of Ecologic Association Between Species, Ecology 1945.
 */
export function dice({ truePositives, falsePositives, falseNegatives }: Confusion): number {
  if (truePositives === 0) return 0;
  return (2 * truePositives) / (2 * truePositives + falsePositives + falseNegatives);
}

/** Adaptive, mean and maximal Dice coefficient, over a set. */
export class Dice extends ThresholdMetric {
  constructor() {
    super(dice);
  }
}
