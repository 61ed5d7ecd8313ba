import { alignments, fMeasure, precision, recall } from '../../../metrics/confusionScores.ts';
import { type ContourScores, contourFMeasure } from '../../../metrics/contourFMeasure.ts';
import type { BinaryMask } from '../../../metrics/metricInput.ts';
import { preparePair } from '../../../metrics/saliencyPair.ts';
import { SaliencyEvaluator } from '../../../metrics/saliencyEvaluator.ts';
import type { SaliencyScores } from '../../../metrics/saliencyScores.ts';
import { type StructureParts, structureParts } from '../../../metrics/sMeasure.ts';
import { weightedParts } from '../../../metrics/weightedFMeasure.ts';
import { nearestForeground } from '../../../metrics/nearestForeground.ts';
import { type Confusion, confusionOf, scoreCurve } from '../../../metrics/thresholds.ts';
import { LEVELS } from './scenes.ts';

/** All that the chapter shows of one map. */
export interface Measured {
  readonly scores: SaliencyScores;
  /** F at the adaptive threshold, with the reader's β². */
  readonly adaptiveF: number;
  /** At the 256 thresholds from 255 down to 0. */
  readonly curves: Readonly<Record<'f' | 'precision' | 'recall', Float64Array>>;
  readonly parts: StructureParts;
  /** Of the weighted F. */
  readonly weighted: ReturnType<typeof weightedParts>;
  /** What an error at each pixel of the ground counts, 1 beside the object to 2 far from it; 0 within the object. */
  readonly importance: Float64Array;
  /** `min(2 · mean, 1)`. */
  readonly threshold: number;
  readonly confusion: Confusion;
  /** φ of each kind of pixel. */
  readonly alignments: Confusion;
  /** 1 where the map is at least the adaptive threshold. */
  readonly mask: BinaryMask;
  readonly contour: ContourScores;
}

/**
 * Measures a map by the functions that the page and the command line score with.
 *
 * @param map quarters from 0 to 4
 * @param truth neither empty nor full
 * @param betaSquared weight of recall against precision
 * @param tolerance of the contour, a share of the diagonal
 */
export function measureMap(
  map: Uint8Array,
  truth: BinaryMask,
  betaSquared: number,
  tolerance: number,
): Measured {
  const { height, width } = truth;
  const prediction = { height, width, data: Float32Array.from(map, (value) => value / LEVELS) };
  const real = { height, width, data: Float32Array.from(truth.data) };
  const options = { normalise: false };
  const scores = new SaliencyEvaluator(options).step(prediction, real);
  const pair = preparePair(prediction, real, options);
  const { counts, levels } = pair;
  const f = (confusion: Confusion) => fMeasure(confusion, betaSquared);
  const confusion = confusionOf(counts, counts.adaptive);
  const total = Array.from(levels).reduce((sum, level) => sum + level, 0);
  const least = Math.min(2 * total, 255 * levels.length);
  const mask = Uint8Array.from(levels, (level) => (level * levels.length >= least ? 1 : 0));
  return {
    scores,
    adaptiveF: f(confusion),
    curves: {
      f: scoreCurve(counts, f),
      precision: scoreCurve(counts, precision),
      recall: scoreCurve(counts, recall),
    },
    parts: structureParts(pair),
    weighted: weightedParts(pair),
    importance: importanceOf(truth),
    threshold: least / (255 * levels.length),
    confusion,
    alignments: alignments(confusion),
    mask: { height, width, data: mask },
    contour: contourFMeasure({ height, width, data: mask }, truth, tolerance),
  };
}

/** As the weighted F weighs false alarms: 2 − ½^(distance / 5). */
function importanceOf(truth: BinaryMask): Float64Array {
  const { squaredDistance } = nearestForeground(truth);
  return Float64Array.from(squaredDistance, (squared) =>
    squared === 0 ? 0 : 2 - 0.5 ** (Math.sqrt(squared) / 5),
  );
}
