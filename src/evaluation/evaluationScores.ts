import { mean, meanOfKnown } from '../math/statistics.ts';
import type { ErrorDetection } from '../metrics/errorDetection.ts';
import { SaliencyEvaluator, type SaliencyCurves } from '../metrics/saliencyEvaluator.ts';
import type { PairOptions } from '../metrics/saliencyPair.ts';
import { UncertaintyEvaluator, type UncertaintyResults } from '../metrics/uncertaintyEvaluator.ts';
import type { ImageMeasurement } from '../inference/measureImage.ts';
import { MAIN_SCORES, mainScores, type MainScores, type ResultRow } from './resultRows.ts';

/** The rows of a network: its consensus, the mean of its samples, and the average over single samples. */
const ROW_NAMES = ['consensus', 'mean', 'single'] as const;
type RowName = (typeof ROW_NAMES)[number];

/** Scores of the uncertainty over a set of images; null where none is defined. */
export interface UncertaintyRow extends UncertaintyResults {
  /** As `auroc`, `aupr` and `errorRate`, of the consensus map's wrong pixels instead of the mean map's. */
  readonly consensusAuroc: number | null;
  readonly consensusAupr: number | null;
  readonly consensusErrorRate: number;
  /** Mean of 1 − IoU over the pairs of samples, made binary at one half of an image. */
  readonly sampleDistance: number | null;
  /**
   * The same over images with one object in the ground truth, and over those with several. Where several answers are
   * right, samples should differ.
   */
  readonly sampleDistanceOneObject: number | null;
  readonly sampleDistanceSeveralObjects: number | null;
  /** How many images hold several objects. */
  readonly imagesWithSeveralObjects: number;
}

/** The scores of one image. */
export interface ImageResult {
  readonly image: string;
  readonly scores: Readonly<Record<RowName, MainScores>>;
  readonly auroc: number | null;
  readonly consensusAuroc: number | null;
  readonly sampleDistance: number | null;
  readonly objects: number;
}

/** The results of one data set, or of a whole run. */
export interface ScoredSet {
  readonly rows: readonly ResultRow[];
  readonly uncertainty: UncertaintyRow;
  readonly curves: Readonly<Record<RowName, SaliencyCurves>>;
  readonly perImage: readonly ImageResult[];
}

function meanDistance(images: readonly ImageResult[]): number | null {
  return meanOfKnown(images.map(({ sampleDistance }) => sampleDistance));
}

function meanScores(scores: readonly MainScores[]): MainScores {
  const means = MAIN_SCORES.map((key) => [key, mean(scores.map((one) => one[key]))]);
  return Object.fromEntries(means) as MainScores;
}

/** Adds measured images up to the rows of a results table. */
export class EvaluationScores {
  private readonly evaluators: Readonly<Record<RowName, SaliencyEvaluator>>;
  private readonly uncertainty = new UncertaintyEvaluator();
  private readonly consensusErrors: ErrorDetection[] = [];
  private readonly images: ImageResult[] = [];

  constructor(options: PairOptions) {
    this.evaluators = {
      consensus: new SaliencyEvaluator(options),
      mean: new SaliencyEvaluator(options),
      single: new SaliencyEvaluator(options),
    };
  }

  /** Takes in an image that was measured with the same options. The last digits of sums depend on the order. */
  add(image: string, measurement: ImageMeasurement): void {
    const { consensus, mean: meanMap, single } = this.evaluators;
    const scores = {
      consensus: mainScores(consensus.add(measurement.consensus)),
      mean: mainScores(meanMap.add(measurement.mean)),
      single: meanScores(measurement.samples.map((sample) => mainScores(single.add(sample)))),
    };
    this.uncertainty.add(measurement.uncertainty);
    this.consensusErrors.push(measurement.consensusErrors);
    this.images.push({
      image,
      scores,
      auroc: measurement.uncertainty.scores.auroc,
      consensusAuroc: measurement.consensusErrors.auroc,
      sampleDistance: measurement.sampleDistance,
      objects: measurement.objects,
    });
  }

  /** How many images there are so far. */
  get size(): number {
    return this.images.length;
  }

  /** @throws MetricInputError when no image was added */
  results(dataset: string): ScoredSet {
    const several = this.images.filter(({ objects }) => objects > 1);
    const one = this.images.filter(({ objects }) => objects === 1);
    const results = {
      consensus: this.evaluators.consensus.results(),
      mean: this.evaluators.mean.results(),
      single: this.evaluators.single.results(),
    };
    return {
      rows: ROW_NAMES.map((name) => ({ dataset, name, ...results[name].row, images: this.size })),
      uncertainty: {
        ...this.uncertainty.results(),
        consensusAuroc: meanOfKnown(this.consensusErrors.map(({ auroc }) => auroc)),
        consensusAupr: meanOfKnown(this.consensusErrors.map(({ aupr }) => aupr)),
        consensusErrorRate:
          meanOfKnown(this.consensusErrors.map(({ errorRate }) => errorRate)) ?? 0,
        sampleDistance: meanDistance(this.images),
        sampleDistanceOneObject: meanDistance(one),
        sampleDistanceSeveralObjects: meanDistance(several),
        imagesWithSeveralObjects: several.length,
      },
      curves: {
        consensus: results.consensus.curves,
        mean: results.mean.curves,
        single: results.single.curves,
      },
      perImage: [...this.images],
    };
  }
}
