import { mean } from '../math/statistics.ts';
import type { GreyImage } from './metricInput.ts';
import { preparePair, type PairOptions } from './saliencyPair.ts';
import {
  type MapScores,
  mapScores,
  mapValues,
  type SaliencyScores,
  scoresOf,
  THRESHOLD_METRICS,
  type ThresholdMetricKey,
} from './saliencyScores.ts';
import { type ThresholdCounts, ThresholdMetric } from './thresholds.ts';

/**
 * Everything that one pair contributes to a set: plain data, some 4 kB as JSON. Measure in any thread, keep it in a file,
 * and add it to an evaluator later; the numbers are the same as from stepping the pair there.
 */
export interface PairMeasurement extends MapScores {
  readonly counts: ThresholdCounts;
}

/** Scores at the 256 thresholds from 255 down to 0. */
export type SaliencyCurves = Readonly<Record<ThresholdMetricKey, Float64Array>>;

/** One line of a results table. */
export interface SaliencyRow extends SaliencyScores {
  /** Number of images behind the line. */
  readonly images: number;
}

/** The scores of one image of a set. */
export interface ImageScores extends SaliencyScores {
  readonly name: string;
}

export interface SaliencyResults {
  readonly row: SaliencyRow;
  readonly curves: SaliencyCurves;
  /** In the order in which they were added. */
  readonly perImage: readonly ImageScores[];
}

/**
 * Measures one prediction against its ground truth.
 *
 * @throws MetricInputError when the sizes differ or a value is out of range (see `preparePair`).
 */
export function measurePair(
  prediction: GreyImage,
  groundTruth: GreyImage,
  options: PairOptions,
): PairMeasurement {
  const pair = preparePair(prediction, groundTruth, options);
  return { ...mapScores(pair), counts: pair.counts };
}

/**
 * All metrics of saliency maps over a set, as PySODMetrics computes them.
 *
 * Over the set, `mean…`, `max…` and `min…` are taken on the mean curve; all other scores are means over the images.
 *
 * ```ts
 * const evaluator = new SaliencyEvaluator({ normalise: true });
 * for (const { name, prediction, groundTruth } of pairs) evaluator.step(prediction, groundTruth, name);
 * const { row, curves, perImage } = evaluator.results();
 * ```
 */
export class SaliencyEvaluator {
  private readonly metrics = mapValues(THRESHOLD_METRICS, (score) => new ThresholdMetric(score));
  private readonly mapScores: MapScores[] = [];
  private readonly perImage: ImageScores[] = [];

  constructor(private readonly options: PairOptions) {}

  /**
   * Scores a pair and takes it into the set.
   * @throws MetricInputError when the pair is unusable; the set is then unchanged.
   */
  step(prediction: GreyImage, groundTruth: GreyImage, name?: string): ImageScores {
    return this.add(measurePair(prediction, groundTruth, this.options), name);
  }

  /** Takes in a pair that was measured elsewhere, with the same options. */
  add(measurement: PairMeasurement, name = `${this.perImage.length + 1}`): ImageScores {
    const { counts, ...ofMap } = measurement;
    const ofCurves = mapValues(this.metrics, (metric) => metric.step(counts));
    const scores = { name, ...scoresOf(ofMap, ofCurves) };
    this.mapScores.push(ofMap);
    this.perImage.push(scores);
    return scores;
  }

  /**
   * The table row, the mean curves and the scores of each image.
   * @throws MetricInputError when no pair was stepped.
   */
  results(): SaliencyResults {
    const ofCurves = mapValues(this.metrics, (metric) => metric.results());
    const ofMap = mapValues(this.mapScores[0]!, (_, key) =>
      mean(this.mapScores.map((one) => one[key])),
    );
    return {
      row: { images: this.perImage.length, ...scoresOf(ofMap, ofCurves) },
      curves: mapValues(ofCurves, ({ curve }) => curve),
      perImage: [...this.perImage],
    };
  }
}
