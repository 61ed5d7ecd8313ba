import { mean } from '../math/statistics.ts';
import { BalancedErrorRate } from './balancedErrorRate.ts';
import { ClassAccuracy } from './classAccuracy.ts';
import { Dice } from './dice.ts';
import { EMeasure } from './eMeasure.ts';
import { FMeasure } from './fMeasure.ts';
import { IntersectionOverUnion } from './intersectionOverUnion.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import type { GreyImage } from './metricInput.ts';
import { PixelAccuracy } from './pixelAccuracy.ts';
import { preparePair, type PairOptions } from './saliencyPair.ts';
import { sMeasure } from './sMeasure.ts';
import type { ThresholdCounts } from './thresholdCounts.ts';
import type { ThresholdScores } from './thresholdMetric.ts';
import { weightedFMeasure } from './weightedFMeasure.ts';

/**
 * Everything that one pair contributes to a set: plain data, some 4 kB as JSON. Measure in any thread, keep it in a file,
 * and add it to an evaluator later; the numbers are the same as from stepping the pair there.
 */
export interface PairMeasurement {
  readonly mae: number;
  readonly sMeasure: number;
  readonly weightedF: number;
  readonly counts: ThresholdCounts;
}

/** All scores of one image, or of a set. Higher is better but for `mae` and the balanced error rates. */
export interface SaliencyScores {
  readonly mae: number;
  readonly sMeasure: number;
  readonly weightedF: number;
  readonly adaptiveF: number;
  readonly meanF: number;
  readonly maxF: number;
  readonly adaptiveE: number;
  readonly meanE: number;
  readonly maxE: number;
  /** Intersection over union at the adaptive threshold. */
  readonly iou: number;
  readonly meanIou: number;
  readonly maxIou: number;
  /** Dice coefficient at the adaptive threshold. */
  readonly dice: number;
  readonly meanDice: number;
  readonly maxDice: number;
  /** Share of right pixels at the adaptive threshold. */
  readonly pixelAccuracy: number;
  readonly maxPixelAccuracy: number;
  /** Mean of both classes' accuracy at the adaptive threshold, and each of them. */
  readonly classAccuracy: number;
  readonly foregroundAccuracy: number;
  readonly backgroundAccuracy: number;
  /** At the adaptive threshold, and at the best one. */
  readonly balancedErrorRate: number;
  readonly minBalancedErrorRate: number;
}

/** Scores at the 256 thresholds from 255 down to 0. */
export interface SaliencyCurves {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly f: Float64Array;
  readonly e: Float64Array;
  readonly iou: Float64Array;
  readonly dice: Float64Array;
  readonly pixelAccuracy: Float64Array;
  readonly classAccuracy: Float64Array;
  readonly balancedErrorRate: Float64Array;
}

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
  return {
    mae: meanAbsoluteError(pair),
    sMeasure: sMeasure(pair),
    weightedF: weightedFMeasure(pair),
    counts: pair.counts,
  };
}

type Scored = Record<'f' | 'e' | 'iou' | 'dice' | 'accuracy' | 'error', ThresholdScores> & {
  readonly classes: ReturnType<ClassAccuracy['results']>;
};

function collect(scores: Scored, scalars: Omit<PairMeasurement, 'counts'>): SaliencyScores {
  const { f, e, iou, dice, accuracy, classes, error } = scores;
  return {
    mae: scalars.mae,
    sMeasure: scalars.sMeasure,
    weightedF: scalars.weightedF,
    adaptiveF: f.adaptive,
    meanF: f.mean,
    maxF: f.max,
    adaptiveE: e.adaptive,
    meanE: e.mean,
    maxE: e.max,
    iou: iou.adaptive,
    meanIou: iou.mean,
    maxIou: iou.max,
    dice: dice.adaptive,
    meanDice: dice.mean,
    maxDice: dice.max,
    pixelAccuracy: accuracy.adaptive,
    maxPixelAccuracy: accuracy.max,
    classAccuracy: classes.adaptive,
    foregroundAccuracy: classes.foreground.adaptive,
    backgroundAccuracy: classes.background.adaptive,
    balancedErrorRate: error.adaptive,
    minBalancedErrorRate: error.min,
  };
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
  readonly #options: PairOptions;
  readonly #f = new FMeasure();
  readonly #e = new EMeasure();
  readonly #iou = new IntersectionOverUnion();
  readonly #dice = new Dice();
  readonly #accuracy = new PixelAccuracy();
  readonly #classes = new ClassAccuracy();
  readonly #error = new BalancedErrorRate();
  readonly #perImage: ImageScores[] = [];

  constructor(options: PairOptions) {
    this.#options = options;
  }

  /**
   * Scores a pair and takes it into the set.
   * @throws MetricInputError when the pair is unusable; the set is then unchanged.
   */
  step(prediction: GreyImage, groundTruth: GreyImage, name?: string): ImageScores {
    return this.add(measurePair(prediction, groundTruth, this.#options), name);
  }

  /** Takes in a pair that was measured elsewhere, with the same options. */
  add(measurement: PairMeasurement, name = `${this.#perImage.length + 1}`): ImageScores {
    const scored = {
      f: this.#f.step(measurement),
      e: this.#e.step(measurement),
      iou: this.#iou.step(measurement),
      dice: this.#dice.step(measurement),
      accuracy: this.#accuracy.step(measurement),
      classes: this.#classes.step(measurement),
      error: this.#error.step(measurement),
    };
    const scores = { name, ...collect(scored, measurement) };
    this.#perImage.push(scores);
    return scores;
  }

  /**
   * The table row, the mean curves and the scores of each image.
   * @throws MetricInputError when no pair was stepped.
   */
  results(): SaliencyResults {
    const scored = {
      f: this.#f.results(),
      e: this.#e.results(),
      iou: this.#iou.results(),
      dice: this.#dice.results(),
      accuracy: this.#accuracy.results(),
      classes: this.#classes.results(),
      error: this.#error.results(),
    };
    const meanOf = (key: 'mae' | 'sMeasure' | 'weightedF') =>
      mean(this.#perImage.map((scores) => scores[key]));
    const scalars = {
      mae: meanOf('mae'),
      sMeasure: meanOf('sMeasure'),
      weightedF: meanOf('weightedF'),
    };
    return {
      row: { images: this.#perImage.length, ...collect(scored, scalars) },
      curves: {
        precision: scored.f.precisionCurve,
        recall: scored.f.recallCurve,
        f: scored.f.curve,
        e: scored.e.curve,
        iou: scored.iou.curve,
        dice: scored.dice.curve,
        pixelAccuracy: scored.accuracy.curve,
        classAccuracy: scored.classes.curve,
        balancedErrorRate: scored.error.curve,
      },
      perImage: [...this.#perImage],
    };
  }
}
