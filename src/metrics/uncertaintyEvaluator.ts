import { meanOfKnown } from '../math/statistics.ts';
import {
  type CalibrationBins,
  CalibrationError,
  expectedCalibrationError,
  type ReliabilityBin,
  shareBins,
} from './calibrationError.ts';
import { descendingOrder, errorDetection } from './errorDetection.ts';
import { bestOfN, generalisedEnergyDistance } from './maskDistances.ts';
import { halfMask } from './maskOverlap.ts';
import {
  assertSameSize,
  type GreyImage,
  MetricInputError,
  toMask,
  toUnitFloats,
} from './metricInput.ts';
import { type People, peopleOf } from './people.ts';
import { mapValues } from './saliencyScores.ts';
import { sparsification, type Sparsification } from './sparsification.ts';

/** Points of the sparsification curves, but for the first. */
const STEPS = 100;

export interface UncertaintyInput {
  /** Mean of the sampled maps: the probability of foreground. */
  readonly meanMap: GreyImage;
  /** One finite number per pixel, larger where less certain, in any unit: variance, entropy, … */
  readonly uncertaintyMap: GreyImage;
  readonly groundTruth: GreyImage;
  /** The sampled maps. */
  readonly samples?: readonly GreyImage[];
  /** What several people answered; without it the ground truth is the answer of the only one. */
  readonly people?: People | undefined;
}

/** Scores of the uncertainty of one image, or their means over a set; null where none is defined. */
export interface UncertaintyScores {
  /** Area under the ROC curve of uncertainty against wrong pixels. */
  readonly auroc: number | null;
  /** Area under the precision-recall curve of the same; to be compared with `errorRate`. */
  readonly aupr: number | null;
  /** Share of pixels on the wrong side of one half in the mean map. */
  readonly errorRate: number;
  /** Area under the sparsification error; 0 is best. */
  readonly ause: number;
  /** Of the mean map; over a set, of all pixels together. 0 is best. */
  readonly expectedCalibrationError: number;
  /** Of the samples against what people answered; 0 is best. null without samples. */
  readonly generalisedEnergyDistance: number | null;
  /** Best-of-N intersection over union; null without samples. */
  readonly bestIou: number | null;
}

/** What one image contributes to a set: plain data, fit for JSON and for messages between threads. */
export interface UncertaintyMeasurement {
  readonly scores: UncertaintyScores;
  readonly sparsification: Sparsification;
  readonly calibration: CalibrationBins;
}

export interface UncertaintyResults extends UncertaintyScores {
  readonly images: number;
  /** Means of the images' curves. */
  readonly sparsificationCurve: readonly number[];
  readonly oracleCurve: readonly number[];
  readonly reliability: readonly ReliabilityBin[];
}

function finiteFloats({ data }: GreyImage): Float32Array {
  const values = data instanceof Float32Array ? data : Float32Array.from(data);
  if (!values.every(Number.isFinite)) {
    throw new MetricInputError('The uncertainty map holds a value that is not a finite number.');
  }
  return values;
}

/**
 * Measures the uncertainty of one image. A pixel is wrong when the mean map is on the other side of one half than the
 * ground truth; its error, for sparsification, is `|mean map - ground truth|`. Samples are made binary at one half.
 *
 * @throws MetricInputError when sizes differ or values are out of range.
 */
export function measureUncertainty(input: UncertaintyInput): UncertaintyMeasurement {
  const { meanMap, uncertaintyMap, groundTruth, samples = [] } = input;
  assertSameSize(meanMap, 'mean map', groundTruth, 'ground truth');
  assertSameSize(uncertaintyMap, 'uncertainty map', groundTruth, 'ground truth');
  const truth = toMask(groundTruth);
  const mask = truth.data;
  const calibration = shareBins(meanMap, mask);
  const uncertainty = finiteFloats(uncertaintyMap);
  const error = toUnitFloats(meanMap, 'mean map');
  const wrong = new Uint8Array(error.length);
  for (let i = 0; i < error.length; i++) {
    wrong[i] = error[i]! > 0.5 === (mask[i] === 1) ? 0 : 1;
    error[i] = Math.abs(error[i]! - mask[i]!);
  }

  const hasSamples = samples.length > 0;
  const answers = samples.map(halfMask);
  const people = input.people ?? peopleOf([truth]);
  const order = descendingOrder(uncertainty);
  const sparse = sparsification(uncertainty, error, STEPS, order);
  return {
    scores: {
      ...errorDetection(uncertainty, wrong, order),
      ause: sparse.ause,
      expectedCalibrationError: expectedCalibrationError(calibration),
      generalisedEnergyDistance: hasSamples ? generalisedEnergyDistance(answers, people) : null,
      bestIou: hasSamples ? bestOfN(answers, people) : null,
    },
    sparsification: sparse,
    calibration,
  };
}

/** All uncertainty metrics over a set: means over the images for which each is defined, calibration over all pixels. */
export class UncertaintyEvaluator {
  private readonly scores: UncertaintyScores[] = [];
  private readonly calibration = new CalibrationError();
  private curve: number[] = [];
  private oracle: number[] = [];

  /**
   * Measures an image and takes it into the set.
   * @throws MetricInputError when the input is unusable; the set is then unchanged.
   */
  step(input: UncertaintyInput): UncertaintyScores {
    return this.add(measureUncertainty(input));
  }

  /** Takes in an image that was measured elsewhere. */
  add({ scores, sparsification, calibration }: UncertaintyMeasurement): UncertaintyScores {
    this.scores.push(scores);
    this.calibration.add(calibration);
    this.curve = sparsification.curve.map((value, step) => value + (this.curve[step] ?? 0));
    this.oracle = sparsification.oracle.map((value, step) => value + (this.oracle[step] ?? 0));
    return scores;
  }

  /**
   * The scores over all images so far.
   * @throws MetricInputError when there was none.
   */
  results(): UncertaintyResults {
    const { expectedCalibrationError, reliability } = this.calibration.results();
    const images = this.scores.length;
    const means = mapValues(this.scores[0]!, (_, key) =>
      meanOfKnown(this.scores.map((one) => one[key])),
    );
    return {
      images,
      // What no image lacks, their mean does not lack either.
      ...(means as UncertaintyScores),
      expectedCalibrationError,
      sparsificationCurve: this.curve.map((sum) => sum / images),
      oracleCurve: this.oracle.map((sum) => sum / images),
      reliability,
    };
  }
}
