import type { Confusion } from './thresholdCounts.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

/**
 * Overall pixel accuracy, `(TP + TN) / (TP + FP + FN + TN)`, in [0, 1].
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 5.
 */
export function pixelAccuracy(confusion: Confusion): number {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  const right = truePositives + trueNegatives;
  return right / (right + falsePositives + falseNegatives);
}

/** Overall pixel accuracy over a set, at every threshold. */
export class PixelAccuracy extends ThresholdMetric {
  constructor() {
    super(pixelAccuracy);
  }
}
