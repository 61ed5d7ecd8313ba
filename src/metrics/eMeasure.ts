import type { Confusion } from './thresholdCounts.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

/** How well one pixel of a mask aligns with the ground truth, both less their image's mean: in [0, 1]. */
function enhancedAlignment(prediction: number, truth: number): number {
  const alignment =
    (2 * prediction * truth) / (prediction * prediction + truth * truth + Number.EPSILON);
  return (alignment + 1) ** 2 / 4;
}

/**
 * Enhanced-alignment measure of a binary mask, about [0, 1] (its divisor is the number of pixels less one, so that a
 * perfect mask scores slightly more than 1).
 *
 * `sum of φ / (pixels - 1)` with `φ = (ξ + 1)² / 4`, `ξ = 2ab / (a² + b²)`, and a, b the mask and the ground truth less
 * their means. A pixel is of one of four kinds, so four values of φ and four counts give the sum. When the ground
 * truth is empty or full, the sum is the number of pixels that agree with it.
 *
 * Source: Fan et al., Enhanced-alignment Measure for Binary Foreground Map Evaluation, IJCAI 2018.
 */
export function eMeasure(confusion: Confusion): number {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  const foreground = truePositives + falseNegatives;
  const pixels = foreground + falsePositives + trueNegatives;
  const divisor = pixels - 1 + Number.EPSILON;
  if (foreground === 0) return trueNegatives / divisor;
  if (foreground === pixels) return truePositives / divisor;
  const predictionMean = (truePositives + falsePositives) / pixels;
  const truthMean = foreground / pixels;
  const sum =
    truePositives * enhancedAlignment(1 - predictionMean, 1 - truthMean) +
    falsePositives * enhancedAlignment(1 - predictionMean, -truthMean) +
    falseNegatives * enhancedAlignment(-predictionMean, 1 - truthMean) +
    trueNegatives * enhancedAlignment(-predictionMean, -truthMean);
  return sum / divisor;
}

/** Adaptive, mean and maximal E-measure, over a set. */
export class EMeasure extends ThresholdMetric {
  constructor() {
    super(eMeasure);
  }
}
