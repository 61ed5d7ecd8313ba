import { nearestForeground, type NearestForeground } from './nearestForeground.ts';
import type { SaliencyPair } from './saliencyPair.ts';

const RADIUS = 3;
const SIGMA = 5;

/** Weights of the 7×7 Gaussian of σ = 5 along one side, for distances 0 to 3 from its middle; it is their outer product. */
const [W0, W1, W2, W3] = (() => {
  const at = (distance: number) => Math.exp(-(distance ** 2) / (2 * SIGMA * SIGMA));
  const sum = at(0) + 2 * (at(1) + at(2) + at(3));
  return [at(0) / sum, at(1) / sum, at(2) / sum, at(3) / sum] as const;
})();

/** The Gaussian along one side, in the middle of seven values that lie `stride` apart. */
function smooth(values: Float64Array, middle: number, stride: number): number {
  return (
    W0 * values[middle]! +
    W1 * (values[middle - stride]! + values[middle + stride]!) +
    W2 * (values[middle - 2 * stride]! + values[middle + 2 * stride]!) +
    W3 * (values[middle - 3 * stride]! + values[middle + 3 * stride]!)
  );
}

/** The smallest rectangle around the mask: rows `top` to `bottom - 1`, columns `left` to `right - 1`. */
function boundsOf({ height, width, mask }: SaliencyPair) {
  let top = height;
  let bottom = 0;
  let left = width;
  let right = 0;
  for (let row = 0; row < height; row++) {
    const line = mask.subarray(row * width, (row + 1) * width);
    const first = line.indexOf(1);
    if (first < 0) continue;
    top = Math.min(top, row);
    bottom = row + 1;
    left = Math.min(left, first);
    right = Math.max(right, line.lastIndexOf(1) + 1);
  }
  return { top, bottom, left, right };
}

/**
 * Sum over the foreground of `min(E, EA)`: the error E, and EA the error smoothed by the Gaussian after each
 * background pixel took over the error of its nearest foreground pixel. Outside the image the error is 0.
 */
function foregroundError(pair: SaliencyPair, nearest: NearestForeground): number {
  const { height, width, levels, mask, low, range } = pair;
  const { top, bottom, left, right } = boundsOf(pair);
  const innerWidth = right - left;

  // Row by row, with zeros where the Gaussian reaches over the edge of the image.
  const carried = new Float64Array(innerWidth + 2 * RADIUS);
  const smoothed = new Float64Array((bottom - top + 2 * RADIUS) * innerWidth);
  for (let y = Math.max(0, top - RADIUS); y < Math.min(height, bottom + RADIUS); y++) {
    for (let x = Math.max(0, left - RADIUS); x < Math.min(width, right + RADIUS); x++) {
      carried[x - left + RADIUS] = (range - levels[nearest.index[y * width + x]!]! + low) / range;
    }
    const offset = (y - top + RADIUS) * innerWidth;
    for (let x = 0; x < innerWidth; x++) smoothed[offset + x] = smooth(carried, x + RADIUS, 1);
  }

  let total = 0;
  for (let y = top; y < bottom; y++) {
    const offset = (y - top + RADIUS) * innerWidth;
    for (let x = 0; x < innerWidth; x++) {
      const i = y * width + left + x;
      if (mask[i] === 0) continue;
      const average = smooth(smoothed, offset + x, innerWidth);
      total += Math.min(average, (range - levels[i]! + low) / range);
    }
  }
  return total;
}

/** Sum over the background of the value times `2 - exp(ln(0.5) / 5 · distance)`: far false alarms count up to double. */
function backgroundError(pair: SaliencyPair, { squaredDistance }: NearestForeground): number {
  const { levels, mask, low, range } = pair;
  let total = 0;
  for (let i = 0; i < levels.length; i++) {
    if (mask[i] === 1 || levels[i] === low) continue;
    const importance = 2 - Math.exp((Math.log(0.5) / 5) * Math.sqrt(squaredDistance[i]!));
    total += (levels[i]! - low) * importance;
  }
  return total / range;
}

/**
 * Weighted F-measure (β = 1), in [0, 1]; no threshold is involved. 0 when the ground truth is empty.
 *
 * Errors are weighted by where they lie: inside the object they are smoothed, outside they count more the farther they
 * are. `TP = |G| - Σ_G Ew`, `FP = Σ_!G Ew`, `R = 1 - mean_G Ew`, `P = TP / (TP + FP)`, `F = 2 P R / (P + R)`.
 *
 * Source: Margolin, Zelnik-Manor and Tal, How to Evaluate Foreground Maps?, CVPR 2014.
 */
export function weightedFMeasure(pair: SaliencyPair): number {
  return weightedParts(pair).f;
}

/** What the weighted F-measure is made of: its precision, its recall, and F; all 0 when the ground truth is empty. */
export function weightedParts(pair: SaliencyPair): {
  readonly precision: number;
  readonly recall: number;
  readonly f: number;
} {
  const foreground = pair.counts.foregroundPixels;
  if (foreground === 0) return { precision: 0, recall: 0, f: 0 };
  const { height, width, mask } = pair;
  const nearest = nearestForeground({ height, width, data: mask });
  const missed = foregroundError(pair, nearest);
  const truePositives = foreground - missed;
  const falsePositives = backgroundError(pair, nearest);
  const recall = 1 - missed / foreground;
  const precision = truePositives / (truePositives + falsePositives + Number.EPSILON);
  const f = (2 * recall * precision) / (recall + precision + Number.EPSILON);
  return { precision, recall, f };
}
