import { maximum, mean, minimum } from '../math/statistics.ts';
import { MetricInputError } from './metricInput.ts';

/** How many pixels of a binarised prediction are right and wrong. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly falseNegatives: number;
  readonly trueNegatives: number;
}

/** Pixels called foreground: rightly and wrongly. */
export interface PositiveCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
}

/**
 * One prediction binarised in every way that a metric asks for, as counts of pixels. Plain numbers, so that it can be
 * sent to another thread or kept in a file; every threshold metric follows from it without the pixels.
 */
export interface ThresholdCounts {
  readonly foregroundPixels: number;
  readonly backgroundPixels: number;
  /** At the 256 thresholds `value >= t / 255`, from t = 255 down to t = 0. */
  readonly truePositives: readonly number[];
  readonly falsePositives: readonly number[];
  /** `value >= min(2 · mean value, 1)`: the adaptive threshold of Achanta et al., CVPR 2009. */
  readonly adaptive: PositiveCounts;
}

interface Histograms {
  /** The level whose value is 0. */
  readonly low: number;
  /** The number of levels from value 0 to value 1. */
  readonly range: number;
  readonly foregroundHistogram: Uint32Array;
  readonly backgroundHistogram: Uint32Array;
}

/**
 * The step of 0…255 on which PySODMetrics puts a level before it thresholds: `value · 255` in double precision, cut off
 * below the point. After a stretch that product may end just below a whole number, so the operations and their
 * order are those of the reference.
 */
function thresholdStep(level: number, low: number, range: number): number {
  const isRaw = low === 0 && range === 255;
  const lowest = low / 255;
  const value = isRaw ? level / 255 : (level / 255 - lowest) / ((low + range) / 255 - lowest);
  return Math.floor(value * 255);
}

/** Counts a prediction's positives at the 256 thresholds and at its adaptive threshold. */
export function countThresholds(histograms: Histograms): ThresholdCounts {
  const { low, range, foregroundHistogram, backgroundHistogram } = histograms;
  const truePositives = new Array<number>(256).fill(0);
  const falsePositives = new Array<number>(256).fill(0);
  let foregroundPixels = 0;
  let backgroundPixels = 0;
  let total = 0;
  for (let level = low; level <= low + range; level++) {
    const index = 255 - thresholdStep(level, low, range);
    const foreground = foregroundHistogram[level]!;
    const background = backgroundHistogram[level]!;
    truePositives[index]! += foreground;
    falsePositives[index]! += background;
    foregroundPixels += foreground;
    backgroundPixels += background;
    total += (level - low) * (foreground + background);
  }
  for (let index = 1; index < 256; index++) {
    truePositives[index]! += truePositives[index - 1]!;
    falsePositives[index]! += falsePositives[index - 1]!;
  }

  // Whole numbers on both sides: a level that equals its threshold is never lost to rounding.
  const pixels = foregroundPixels + backgroundPixels;
  const adaptiveTotal = Math.min(2 * total, range * pixels);
  const adaptive = { truePositives: 0, falsePositives: 0 };
  for (let level = low; level <= low + range; level++) {
    if ((level - low) * pixels < adaptiveTotal) continue;
    adaptive.truePositives += foregroundHistogram[level]!;
    adaptive.falsePositives += backgroundHistogram[level]!;
  }
  return { foregroundPixels, backgroundPixels, truePositives, falsePositives, adaptive };
}

/** The full confusion for some positives of a prediction. */
export function confusionOf(
  counts: Pick<ThresholdCounts, 'foregroundPixels' | 'backgroundPixels'>,
  { truePositives, falsePositives }: PositiveCounts,
): Confusion {
  return {
    truePositives,
    falsePositives,
    falseNegatives: counts.foregroundPixels - truePositives,
    trueNegatives: counts.backgroundPixels - falsePositives,
  };
}

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
    const truePositives = counts.truePositives[index]!;
    const falsePositives = counts.falsePositives[index]!;
    curve[index] = score(confusionOf(counts, { truePositives, falsePositives }));
  }
  return curve;
}

function summarise(adaptive: number, curve: Float64Array): ThresholdScores {
  return { adaptive, mean: mean(curve), max: maximum(curve), min: minimum(curve), curve };
}

/**
 * A metric of binarised predictions: one number per threshold.
 *
 * Over a set, `mean`, `max` and `min` are taken on the mean curve (one threshold for all images), as the published
 * tables do; `adaptive` is the mean over the images.
 */
export class ThresholdMetric {
  private readonly curveSum = new Float64Array(256);
  private adaptiveSum = 0;
  private images = 0;

  constructor(private readonly score: ConfusionScore) {}

  /** Scores a pair and takes it into the means. */
  step(counts: ThresholdCounts): ThresholdScores {
    const adaptive = this.score(confusionOf(counts, counts.adaptive));
    const curve = scoreCurve(counts, this.score);
    for (let index = 0; index < 256; index++) this.curveSum[index]! += curve[index]!;
    this.adaptiveSum += adaptive;
    this.images++;
    return summarise(adaptive, curve);
  }

  /**
   * The metric over all pairs so far.
   * @throws MetricInputError when there was none.
   */
  results(): ThresholdScores {
    const images = this.images;
    if (images === 0) {
      throw new MetricInputError('No image has been scored yet; step at least one pair first.');
    }
    const curve = this.curveSum.map((sum) => sum / images);
    return summarise(this.adaptiveSum / images, curve);
  }
}
