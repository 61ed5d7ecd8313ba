import type { Confusion, ThresholdCounts } from './thresholdCounts.ts';
import { ThresholdMetric, type ThresholdScores } from './thresholdMetric.ts';

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

/** The F-measure with the precision and recall behind it. */
export interface FMeasureScores extends ThresholdScores {
  /** At the 256 thresholds from 255 down to 0. */
  readonly precisionCurve: Float64Array;
  readonly recallCurve: Float64Array;
}

/** Adaptive, mean and maximal F-measure and the precision and recall curves, over a set. */
export class FMeasure {
  readonly #f: ThresholdMetric;
  readonly #precision = new ThresholdMetric(precision);
  readonly #recall = new ThresholdMetric(recall);

  constructor(betaSquared = BETA_SQUARED) {
    this.#f = new ThresholdMetric((confusion) => fMeasure(confusion, betaSquared));
  }

  /** Scores a pair and takes it into the means. */
  step(pair: { readonly counts: ThresholdCounts }): FMeasureScores {
    const scores = this.#f.step(pair);
    const precisionCurve = this.#precision.step(pair).curve;
    const recallCurve = this.#recall.step(pair).curve;
    return { ...scores, precisionCurve, recallCurve };
  }

  /**
   * The measure over all pairs so far; mean and maximum are taken on the mean curve.
   * @throws MetricInputError when there was none.
   */
  results(): FMeasureScores {
    return {
      ...this.#f.results(),
      precisionCurve: this.#precision.results().curve,
      recallCurve: this.#recall.results().curve,
    };
  }
}
