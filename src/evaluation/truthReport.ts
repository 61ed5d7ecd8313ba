import type { ImageSize, ScalarMap } from '../image/types.ts';
import { nextTask } from '../inference/drawSamples.ts';
import { meanDistance, wrongPixels } from '../inference/measureImage.ts';
import { fitToPhoto } from '../inference/networkMaps.ts';
import {
  type SampleSummary,
  UNCERTAINTY_KINDS,
  type UncertaintyKind,
  uncertaintyOf,
} from '../inference/sampleSummary.ts';
import { type ErrorDetection, errorDetection } from '../metrics/errorDetection.ts';
import { toMask } from '../metrics/metricInput.ts';
import { objectCount } from '../metrics/objectCount.ts';
import type { People } from '../metrics/people.ts';
import {
  measurePair,
  type SaliencyCurves,
  SaliencyEvaluator,
} from '../metrics/saliencyEvaluator.ts';
import type { PairOptions } from '../metrics/saliencyPair.ts';
import {
  measureUncertainty,
  type UncertaintyMeasurement,
} from '../metrics/uncertaintyEvaluator.ts';
import type { ResultRow } from './resultRows.ts';

/** What the network made of one image, all maps at its own size. */
export interface AnsweredImage extends SampleSummary {
  readonly samples: readonly ScalarMap[];
  /** Drawn from the posterior, which knows the ground truth; null where there is none. */
  readonly posterior: ScalarMap | null;
}

/** One map's scores. */
export interface ScoredMap {
  readonly row: ResultRow;
  readonly curves: SaliencyCurves;
}

/** How well one kind of uncertainty map tells where the answers are wrong. */
export interface UncertaintyReport extends UncertaintyMeasurement {
  /** As `scores`, of the consensus map's wrong pixels instead of the mean map's. */
  readonly consensusErrors: ErrorDetection;
}

/** All scores of one image against its ground truth. */
export interface TruthReport {
  /** `consensus`, `mean`, `sample 1` …, and `posterior` where there is one. */
  readonly maps: readonly ScoredMap[];
  readonly uncertainty: Readonly<Record<UncertaintyKind, UncertaintyReport>>;
  /** Mean of 1 − IoU over the pairs of samples, made binary at one half; null for a single one. */
  readonly sampleDistance: number | null;
  /** Separate objects in the ground truth. */
  readonly objects: number;
}

export interface ReportOptions extends PairOptions {
  /** What the rows of the table call the image. */
  readonly dataset: string;
  /** What several people answered, of its size. */
  readonly people?: People | null;
  /** Ends the work between two maps, by its own reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Scores every map of one image at the size of the ground truth, as `ucnet evaluate` does.
 *
 * @param truth in [0,1], of any size
 * @throws MetricInputError when a value is out of range; the signal's reason
 */
export async function reportOnTruth(
  answers: AnsweredImage,
  truth: ScalarMap,
  { dataset, normalise, people, signal }: ReportOptions,
): Promise<TruthReport> {
  const mask = toMask(truth);
  const size: ImageSize = truth;
  const named: (readonly [string, ScalarMap])[] = [
    ['consensus', answers.consensus],
    ['mean', answers.mean],
    ...answers.samples.map((map, index) => [`sample ${index + 1}`, map] as const),
  ];
  if (answers.posterior !== null) named.push(['posterior', answers.posterior]);

  const maps: ScoredMap[] = [];
  const fitted = new Map<string, ScalarMap>();
  for (const [name, map] of named) {
    await nextTask();
    signal?.throwIfAborted();
    const atSize = fitToPhoto(map, size);
    fitted.set(name, atSize);
    const evaluator = new SaliencyEvaluator({ normalise });
    evaluator.add(measurePair(atSize, truth, { normalise }));
    const { row, curves } = evaluator.results();
    maps.push({ row: { dataset, name, ...row }, curves });
  }

  const samples = answers.samples.map((_, index) => fitted.get(`sample ${index + 1}`)!);
  const wrong = wrongPixels(fitted.get('consensus')!, mask);
  const uncertainty = {} as Record<UncertaintyKind, UncertaintyReport>;
  for (const kind of UNCERTAINTY_KINDS) {
    await nextTask();
    signal?.throwIfAborted();
    const uncertaintyMap = fitToPhoto(uncertaintyOf(answers, kind), size);
    uncertainty[kind] = {
      ...measureUncertainty({
        meanMap: fitted.get('mean')!,
        uncertaintyMap,
        groundTruth: truth,
        samples,
        people: people ?? undefined,
      }),
      consensusErrors: errorDetection(uncertaintyMap.data, wrong),
    };
  }
  return {
    maps,
    uncertainty,
    sampleDistance: meanDistance(samples),
    objects: objectCount(mask),
  };
}
