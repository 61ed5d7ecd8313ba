import { resizeDepth } from '../image/fitDepth.ts';
import { normaliseDepth } from '../image/normaliseDepth.ts';
import type { DepthMap, RawDepth, RgbImage, ScalarMap } from '../image/types.ts';
import { resizeArea, resizeBilinear } from '../math/resize.ts';
import type { Predictor } from './predictor.ts';

/** Which end of a depth file's values is near the camera. */
export type NearEnd = 'bright' | 'dark';

/** What speaks for bright being near, each in units of the depth's range; negative speaks for dark. */
export interface NearEvidence {
  /** How much brighter what stands out in the photo is than its surroundings. */
  readonly salient: number;
  /** How much brighter the bottom of the picture is than the rest. */
  readonly bottom: number;
  /** Skewness of the readings: what is near usually fills less of the picture than what is far. */
  readonly skewness: number;
}

export interface NearDecision {
  readonly near: NearEnd;
  /** Log odds of bright being near. */
  readonly score: number;
  readonly evidence: NearEvidence;
}

/** Everything is compared on a grid of this side: edges of depth and photo need not meet. */
const GRID = 48;
/** What lies within about an eighth of the picture counts as surroundings. */
const SURROUNDINGS_GRID = 8;
/** A place counts as salient in part from the first value on, and in full from the second. */
const SALIENT_FROM = 0.3;
const SALIENT_TO = 0.7;
/** The bottom sixth. */
const BOTTOM_ROWS = GRID / 6;

/** More skewness than this comes from a few pixels, and says no more. */
const LARGEST_SKEWNESS = 2.5;

/**
 * Log odds for each unit of evidence: a logistic regression without offset on 500 validation photos with
 * synthesised depth (`training/synthesise.py`, seed 7).
 */
const WEIGHTS: NearEvidence = { salient: 9.8, bottom: 9, skewness: 1.1 };

function weightedMean(values: Float32Array, weights: Float32Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += values[i]! * weights[i]!;
    total += weights[i]!;
  }
  return total < 1e-6 ? 0 : sum / total;
}

/** Difference of two weighted means; 0 when one of them has no weight, and so says nothing. */
function contrast(values: Float32Array, inside: Float32Array, outside: Float32Array): number {
  const isEmpty = (weights: Float32Array) => weights.every((weight) => weight < 1e-6);
  if (isEmpty(inside) || isEmpty(outside)) return 0;
  return weightedMean(values, inside) - weightedMean(values, outside);
}

function skewnessOf(values: Float32Array, weights: Float32Array): number {
  const mean = weightedMean(values, weights);
  const deviations = values.map((value) => value - mean);
  const variance = weightedMean(
    deviations.map((value) => value ** 2),
    weights,
  );
  if (variance < 1e-8) return 0;
  const third = weightedMean(
    deviations.map((value) => value ** 3),
    weights,
  );
  return Math.min(Math.max(third / variance ** 1.5, -LARGEST_SKEWNESS), LARGEST_SKEWNESS);
}

/**
 * What a depth map and the saliency of its photo say about the depth's direction. Swapping near and far in
 * the depth changes the sign of everything.
 *
 * @param depth read as "bright is near"
 * @param saliency in [0,1], found without the depth
 */
export function nearEvidence(depth: DepthMap, saliency: ScalarMap): NearEvidence {
  const { data, valid } = resizeDepth(depth, GRID, GRID);
  const salient = resizeArea(saliency.data, saliency.height, saliency.width, 1, GRID, GRID).map(
    (value) => Math.min(Math.max((value - SALIENT_FROM) / (SALIENT_TO - SALIENT_FROM), 0), 1),
  );
  const coarse = resizeArea(salient, GRID, GRID, 1, SURROUNDINGS_GRID, SURROUNDINGS_GRID);
  const nearby = resizeBilinear(coarse, SURROUNDINGS_GRID, SURROUNDINGS_GRID, 1, GRID, GRID);
  const weigh = (weight: (i: number) => number) =>
    Float32Array.from(valid, (ok, i) => ok * weight(i));
  const bottomStart = GRID * (GRID - BOTTOM_ROWS);
  return {
    salient: contrast(
      data,
      weigh((i) => salient[i]!),
      weigh((i) => nearby[i]! * (1 - salient[i]!)),
    ),
    bottom: contrast(
      data,
      weigh((i) => Number(i >= bottomStart)),
      weigh((i) => Number(i < bottomStart)),
    ),
    skewness: skewnessOf(
      data,
      weigh(() => 1),
    ),
  };
}

/** @returns log odds of bright being near */
export function nearScore(evidence: NearEvidence): number {
  const { salient, bottom, skewness } = WEIGHTS;
  return salient * evidence.salient + bottom * evidence.bottom + skewness * evidence.skewness;
}

/**
 * Decides which end of a depth map is near: what stands out in the photo is nearer than what is around it, the
 * bottom of a picture is nearer than the rest, and the near part of a scene is the smaller one. The three are
 * added up with fixed weights; without any evidence bright counts as near.
 *
 * Runs the network on the photo alone, so the photo without depth is the predictor's image afterwards.
 *
 * @throws ImageError when the depth map has no reading
 */
export async function decideNear(
  predictor: Pick<Predictor, 'setImage' | 'sample'>,
  photo: RgbImage,
  raw: RawDepth,
): Promise<NearDecision> {
  const depth = normaliseDepth(raw, { near: 'bright' });
  const { prior } = await predictor.setImage(photo, null);
  const [saliency] = await predictor.sample([prior.mu]);
  const evidence = nearEvidence(depth, saliency!);
  const score = nearScore(evidence);
  return { near: score >= 0 ? 'bright' : 'dark', score, evidence };
}
