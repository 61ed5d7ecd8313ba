import type { Confusion } from './thresholds.ts';

/** Precision counts more than recall: the field's β². */
export const BETA_SQUARED = 0.3;

/** Share of the pixels called foreground that are; 0 when none is called so. In [0, 1]. */
export function precision({ truePositives, falsePositives }: Confusion): number {
  return truePositives === 0 ? 0 : truePositives / (truePositives + falsePositives);
}

/** Share of the foreground that is called so; 0 when there is none. In [0, 1]. */
export function recall({ truePositives, falseNegatives }: Confusion): number {
  return truePositives === 0 ? 0 : truePositives / (truePositives + falseNegatives);
}

/**
 * F-measure, `(1 + β²) · P · R / (β² · P + R)`, in [0, 1]; 0 when no foreground pixel is found.
 *
 * Source: Achanta et al., Frequency-tuned Salient Region Detection, CVPR 2009 (β² = 0.3).
 */
export function fMeasure(confusion: Confusion, betaSquared = BETA_SQUARED): number {
  const p = precision(confusion);
  const r = recall(confusion);
  return p * r === 0 ? 0 : ((1 + betaSquared) * p * r) / (betaSquared * p + r);
}

/** How well one pixel of a mask aligns with the ground truth, in [0, 1]. Both are given less their image's mean. */
function enhancedAlignment(prediction: number, truth: number): number {
  const alignment =
    (2 * prediction * truth) / (prediction * prediction + truth * truth + Number.EPSILON);
  return (alignment + 1) ** 2 / 4;
}

/**
 * How well each kind of pixel aligns with the ground truth, `φ = (ξ + 1)² / 4` of `eMeasure`, in [0, 1]: the alignment matrix
 * holds no other values. For a ground truth that is neither empty nor full.
 */
export function alignments(confusion: Confusion): Confusion {
  const { truePositives, falsePositives, falseNegatives, trueNegatives } = confusion;
  const foreground = truePositives + falseNegatives;
  const pixels = foreground + falsePositives + trueNegatives;
  const predictionMean = (truePositives + falsePositives) / pixels;
  const truthMean = foreground / pixels;
  return {
    truePositives: enhancedAlignment(1 - predictionMean, 1 - truthMean),
    falsePositives: enhancedAlignment(1 - predictionMean, -truthMean),
    falseNegatives: enhancedAlignment(-predictionMean, 1 - truthMean),
    trueNegatives: enhancedAlignment(-predictionMean, -truthMean),
  };
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
  const of = alignments(confusion);
  const sum =
    truePositives * of.truePositives +
    falsePositives * of.falsePositives +
    falseNegatives * of.falseNegatives +
    trueNegatives * of.trueNegatives;
  return sum / divisor;
}

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

/** Share of the background that is called so (specificity); 0 when there is none. In [0, 1]. */
export function specificity({ trueNegatives, falsePositives }: Confusion): number {
  return trueNegatives === 0 ? 0 : trueNegatives / (trueNegatives + falsePositives);
}

/**
 * Per-class accuracy, `(TP / (TP + FN) + TN / (TN + FP)) / 2`: the mean of the two classes' own accuracies, in [0, 1].
 * A class without pixels counts 0, so that the balanced error rate is always 1 minus this.
 *
 * Source: Long, Shelhamer and Darrell, Fully Convolutional Networks, CVPR 2015, section 5 ("mean accuracy").
 */
export function classAccuracy(confusion: Confusion): number {
  return (recall(confusion) + specificity(confusion)) / 2;
}

/**
 * Balanced error rate, `1 - (TP / (TP + FN) + TN / (TN + FP)) / 2`, in [0, 1]; 0 is best, so its best threshold is
 * where the curve is lowest. A class without pixels counts as missed, as in PySODMetrics.
 *
 * Source: Vicente et al., Large-scale Training of Shadow Detectors, ECCV 2016.
 */
export function balancedErrorRate(confusion: Confusion): number {
  return 1 - classAccuracy(confusion);
}
