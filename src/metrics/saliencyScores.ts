import {
  balancedErrorRate,
  classAccuracy,
  dice,
  eMeasure,
  fMeasure,
  intersectionOverUnion,
  pixelAccuracy,
  precision,
  recall,
  specificity,
} from './confusionScores.ts';
import { meanAbsoluteError, type SaliencyPair } from './saliencyPair.ts';
import { sMeasure } from './sMeasure.ts';
import type { ConfusionScore, ThresholdScores } from './thresholds.ts';
import { weightedFMeasure } from './weightedFMeasure.ts';

/** Metrics of a prediction made binary, each at 256 thresholds: the curves of a set. */
export const THRESHOLD_METRICS = {
  precision,
  recall,
  specificity,
  f: fMeasure,
  e: eMeasure,
  iou: intersectionOverUnion,
  dice,
  pixelAccuracy,
  classAccuracy,
  balancedErrorRate,
} as const satisfies Readonly<Record<string, ConfusionScore>>;

export type ThresholdMetricKey = keyof typeof THRESHOLD_METRICS;

/** Metrics of the map as it is. */
const MAP_METRICS = {
  sMeasure,
  weightedF: weightedFMeasure,
  mae: meanAbsoluteError,
} as const satisfies Readonly<Record<string, (pair: SaliencyPair) => number>>;

type MapMetricKey = keyof typeof MAP_METRICS;

/** A point of a curve: at the adaptive threshold, or of the whole of it. */
type Point = 'adaptive' | 'mean' | 'max' | 'min';

/** Where a score comes from, and how tables call it. */
interface Score {
  /** A metric of the map, or a threshold metric and the point of its curve. */
  readonly of: MapMetricKey | readonly [ThresholdMetricKey, Point];
  /** Of its column in plain text and in LaTeX; without it the score is in files only. */
  readonly heading?: readonly [string, string];
  /** Default false. */
  readonly lessIsBetter?: boolean;
}

/**
 * All scores of a saliency map, in the order in which tables show them: what is added here is measured, averaged and
 * written to files, and with a heading it is a column of the tables too. Besides, only the slow second implementation that the
 * tests hold it against (`fixtures/straightforward.ts`) knows a score by its name.
 */
export const SCORES = {
  sMeasure: { of: 'sMeasure', heading: ['S', '$S_\\alpha$'] },
  meanF: { of: ['f', 'mean'], heading: ['F mean', '$F_\\beta^{\\mathrm{mean}}$'] },
  maxF: { of: ['f', 'max'], heading: ['F max', '$F_\\beta^{\\max}$'] },
  adaptiveF: { of: ['f', 'adaptive'], heading: ['F adp', '$F_\\beta^{\\mathrm{adp}}$'] },
  weightedF: { of: 'weightedF', heading: ['F wtd', '$F_\\beta^{w}$'] },
  meanE: { of: ['e', 'mean'], heading: ['E mean', '$E_\\xi^{\\mathrm{mean}}$'] },
  maxE: { of: ['e', 'max'], heading: ['E max', '$E_\\xi^{\\max}$'] },
  adaptiveE: { of: ['e', 'adaptive'], heading: ['E adp', '$E_\\xi^{\\mathrm{adp}}$'] },
  iou: { of: ['iou', 'adaptive'], heading: ['IoU', 'IoU'] },
  mae: { of: 'mae', heading: ['MAE', '$M$'], lessIsBetter: true },
  meanIou: { of: ['iou', 'mean'] },
  maxIou: { of: ['iou', 'max'] },
  dice: { of: ['dice', 'adaptive'] },
  meanDice: { of: ['dice', 'mean'] },
  maxDice: { of: ['dice', 'max'] },
  pixelAccuracy: { of: ['pixelAccuracy', 'adaptive'] },
  maxPixelAccuracy: { of: ['pixelAccuracy', 'max'] },
  classAccuracy: { of: ['classAccuracy', 'adaptive'] },
  foregroundAccuracy: { of: ['recall', 'adaptive'] },
  backgroundAccuracy: { of: ['specificity', 'adaptive'] },
  balancedErrorRate: { of: ['balancedErrorRate', 'adaptive'], lessIsBetter: true },
  minBalancedErrorRate: { of: ['balancedErrorRate', 'min'], lessIsBetter: true },
} as const satisfies Readonly<Record<string, Score>>;

export type ScoreKey = keyof typeof SCORES;

/** All scores of one image, or of a set. */
export type SaliencyScores = Readonly<Record<ScoreKey, number>>;

/** The scores of the map as it is. */
export type MapScores = Readonly<Record<MapMetricKey, number>>;

export function mapScores(pair: SaliencyPair): MapScores {
  return mapValues(MAP_METRICS, (metric) => metric(pair));
}

/** The scores that follow from those of the map and from its curves. */
export function scoresOf(
  ofMap: MapScores,
  ofCurves: Readonly<Record<ThresholdMetricKey, ThresholdScores>>,
): SaliencyScores {
  return mapValues<ScoreKey, Score, number>(SCORES, ({ of }) =>
    typeof of === 'string' ? ofMap[of] : ofCurves[of[0]][of[1]],
  );
}

/** A record of the same keys, in their order. */
export function mapValues<Key extends string, From, To>(
  record: Readonly<Record<Key, From>>,
  change: (value: From, key: Key) => To,
): Record<Key, To> {
  const entries = (Object.keys(record) as Key[]).map((key) => [key, change(record[key], key)]);
  return Object.fromEntries(entries) as Record<Key, To>;
}
