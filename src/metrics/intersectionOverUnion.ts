import type { Confusion } from './thresholdCounts.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

/**
 * Intersection over union (Jaccard index), `TP / (TP + FP + FN)`, in [0, 1].
 * 0 when prediction and ground truth are both empty, as in PySODMetrics.
 *
 * Source: Jaccard, Étude comparative de la distribution florale, 1901.
 */
export function intersectionOverUnion(confusion: Confusion): number {
  const { truePositives, falsePositives, falseNegatives } = confusion;
  return truePositives === 0
    ? 0
    : truePositives / (truePositives + falsePositives + falseNegatives);
}

/** Adaptive, mean and maximal intersection over union, over a set. */
export class IntersectionOverUnion extends ThresholdMetric {
  constructor() {
    super(intersectionOverUnion);
  }
}
