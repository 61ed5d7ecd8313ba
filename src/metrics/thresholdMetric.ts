import { MetricInputError } from './metricInput.ts';
import { confusionOf, type Confusion, type ThresholdCounts } from './thresholdCounts.ts';

/** A function of a binarised prediction's counts. */
export type ConfusionScore = (confusion: Confusion) => number;

/** A threshold metric of one pair, or of a set. */
export interface ThresholdScores {
  /** At the adaptive threshold, twice the mean value. */
  readonly adaptive: number;
  /** Mean of the curve. */
  readonly mean: number;
  /** Highest point of the curve. */
  readonly max: number;
  /** Lowest point of the curve. */
  readonly min: number;
  /** At the 256 thresholds from 255 down to 0. Over a set: the mean of the images' curves. */
  readonly curve: Float64Array;
}

/** The score at the 256 thresholds from 255 down to 0. */
export function scoreCurve(counts: ThresholdCounts, score: ConfusionScore): Float64Array {
  const curve = new Float64Array(256);
  for (let index = 0; index < 256; index++) {
    const truePositives = counts.truePositives[index];
    const falsePositives = counts.falsePositives[index];
    curve[index] = score(confusionOf(counts, { truePositives, falsePositives }));
  }
  return curve;
}

function summarise(adaptive: number, curve: Float64Array): ThresholdScores {
  const mean = curve.reduce((sum, value) => sum + value, 0) / curve.length;
  return { adaptive, mean, max: Math.max(...curve), min: Math.min(...curve), curve };
}

/**
 * A metric of binarised predictions: one number per threshold.
 *
 * Over a set, `mean`, `max` and `min` are taken on the mean curve (one threshold for all images), as the published
 * tables do; `adaptive` is the mean over the images.
 */
export class ThresholdMetric {
  readonly #score: ConfusionScore;
  readonly #curveSum = new Float64Array(256);
  #adaptiveSum = 0;
  #images = 0;

  constructor(score: ConfusionScore) {
    this.#score = score;
  }

  /** Scores a pair and takes it into the means. */
  step(counts: ThresholdCounts): ThresholdScores {
    const adaptive = this.#score(confusionOf(counts, counts.adaptive));
    const curve = scoreCurve(counts, this.#score);
    for (let index = 0; index < 256; index++) this.#curveSum[index] += curve[index];
    this.#adaptiveSum += adaptive;
    this.#images++;
    return summarise(adaptive, curve);
  }

  /**
   * The metric over all pairs so far.
   * @throws MetricInputError when there was none.
   */
  results(): ThresholdScores {
    const images = this.#images;
    if (images === 0) {
      throw new MetricInputError('No image has been scored yet; step at least one pair first.');
    }
    const curve = this.#curveSum.map((sum) => sum / images);
    return summarise(this.#adaptiveSum / images, curve);
  }
}
