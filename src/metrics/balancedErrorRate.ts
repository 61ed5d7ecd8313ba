import { classAccuracy } from './classAccuracy.ts';
import type { Confusion } from './thresholdCounts.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

/**
 * Balanced error rate, `1 - (TP / (TP + FN) + TN / (TN + FP)) / 2`, in [0, 1]; 0 is best, so its best threshold is
 * where the curve is lowest. A class without pixels counts as missed, as in PySODMetrics.
 *
 * Source: Vicente et al., Large-scale Training of Shadow Detectors, ECCV 2016.
 */
export function balancedErrorRate(confusion: Confusion): number {
  return 1 - classAccuracy(confusion);
}

/** Balanced error rate over a set, at every threshold. */
export class BalancedErrorRate extends ThresholdMetric {
  constructor() {
    super(balancedErrorRate);
  }
}
