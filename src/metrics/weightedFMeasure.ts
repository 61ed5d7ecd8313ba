import { nearestForeground, type NearestForeground } from './nearestForeground.ts';
import type { SaliencyPair } from './saliencyPair.ts';
import { ScalarMetric } from './scalarMetric.ts';

const RADIUS = 3;
const SIGMA = 5;

/** One side of the 7×7 Gaussian of σ = 5, which is the outer product of two of these. */
const KERNEL = (() => {
  const weights = Float64Array.from({ length: 2 * RADIUS + 1 }, (_, i) =>
    Math.exp(-((i - RADIUS) ** 2) / (2 * SIGMA * SIGMA)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
})();

/** The smallest rectangle around the mask: rows `top` to `bottom - 1`, columns `left` to `right - 1`. */
function boundsOf({ height, width, mask }: SaliencyPair) {
  let top = height;
  let bottom = 0;
  let left = width;
  let right = 0;
  for (let row = 0; row < height; row++) {
    const offset = row * width;
    const first = mask.indexOf(1, offset);
    if (first < 0 || first >= offset + width) continue;
    top = Math.min(top, row);
    bottom = row + 1;
    left = Math.min(left, first - offset);
    right = Math.max(right, mask.lastIndexOf(1, offset + width - 1) - offset + 1);
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

  // The error carried to every pixel that the Gaussian reaches, with RADIUS zeros beside the image.
  const row = new Float64Array(innerWidth + 2 * RADIUS);
  const firstColumn = Math.max(0, left - RADIUS);
  const lastColumn = Math.min(width, right + RADIUS);
  const firstRow = Math.max(0, top - RADIUS);
  const lastRow = Math.min(height, bottom + RADIUS);
  const smoothed = new Float64Array((lastRow - firstRow) * innerWidth);
  for (let y = firstRow; y < lastRow; y++) {
    for (let x = firstColumn; x < lastColumn; x++) {
      row[x - left + RADIUS] = (range - levels[nearest.index[y * width + x]] + low) / range;
    }
    const offset = (y - firstRow) * innerWidth;
    for (let x = 0; x < innerWidth; x++) {
      let sum = 0;
      for (let k = 0; k <= 2 * RADIUS; k++) sum += KERNEL[k] * row[x + k];
      smoothed[offset + x] = sum;
    }
  }

  let total = 0;
  for (let y = top; y < bottom; y++) {
    const firstK = Math.max(0, firstRow - y + RADIUS);
    const lastK = Math.min(2 * RADIUS, lastRow - 1 - y + RADIUS);
    for (let x = 0; x < innerWidth; x++) {
      const i = y * width + left + x;
      if (mask[i] === 0) continue;
      let average = 0;
      for (let k = firstK; k <= lastK; k++) {
        average += KERNEL[k] * smoothed[(y + k - RADIUS - firstRow) * innerWidth + x];
      }
      total += Math.min(average, (range - levels[i] + low) / range);
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
    const importance = 2 - Math.exp((Math.log(0.5) / 5) * Math.sqrt(squaredDistance[i]));
    total += (levels[i] - low) * importance;
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
  const foreground = pair.counts.foregroundPixels;
  if (foreground === 0) return 0;
  const { height, width, mask } = pair;
  const nearest = nearestForeground({ height, width, data: mask });
  const missed = foregroundError(pair, nearest);
  const truePositives = foreground - missed;
  const falsePositives = backgroundError(pair, nearest);
  const recall = 1 - missed / foreground;
  const precision = truePositives / (truePositives + falsePositives + Number.EPSILON);
  return (2 * recall * precision) / (recall + precision + Number.EPSILON);
}

/** Weighted F-measure over a set: the mean of the images' measures. */
export class WeightedFMeasure extends ScalarMetric {
  protected override score(pair: SaliencyPair): number {
    return weightedFMeasure(pair);
  }
}
