import type { SaliencyPair } from './saliencyPair.ts';

/** Weight of the object score against the region score. */
const ALPHA = 0.5;

/** Score of a region whose values have this mean and deviation and should all be 1. */
function objectScore(mean: number, deviation: number): number {
  return (2 * mean) / (mean * mean + 1 + deviation + Number.EPSILON);
}

/** Mean and sample standard deviation (0 for one pixel) of the values that a histogram counts. */
function momentsOf(histogram: Uint32Array, { low, range }: SaliencyPair) {
  let pixels = 0;
  let sum = 0;
  let squares = 0;
  for (let level = low; level <= low + range; level++) {
    const height = level - low;
    const count = histogram[level]!;
    pixels += count;
    sum += height * count;
    squares += height * height * count;
  }
  const ways = Math.max(1, pixels * (pixels - 1));
  const variance = Math.max(0, pixels * squares - sum * sum) / ways;
  return { pixels, mean: sum / pixels / range, deviation: Math.sqrt(variance) / range };
}

/** The foreground should be evenly 1, the background evenly 0; each counts by its area. */
function objectSimilarity(pair: SaliencyPair): number {
  const foreground = momentsOf(pair.foregroundHistogram, pair);
  const background = momentsOf(pair.backgroundHistogram, pair);
  const share = foreground.pixels / pair.levels.length;
  return (
    share * objectScore(foreground.mean, foreground.deviation) +
    (1 - share) * objectScore(1 - background.mean, background.deviation)
  );
}

/** Rounds to the nearest whole number, halves to the even one, as the reference does. */
function roundHalfToEven(value: number): number {
  const below = Math.floor(value);
  const rest = value - below;
  if (rest !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

/** Where the four regions meet: the first row and column after the foreground's centre of mass. */
function splitPoint({ height, width, mask }: SaliencyPair) {
  let foreground = 0;
  let rowSum = 0;
  let columnSum = 0;
  for (let row = 0, i = 0; row < height; row++) {
    let inRow = 0;
    for (let column = 0; column < width; column++, i++) {
      if (mask[i] === 0) continue;
      inRow++;
      columnSum += column;
    }
    foreground += inRow;
    rowSum += row * inRow;
  }
  return {
    row: roundHalfToEven(rowSum / foreground) + 1,
    column: roundHalfToEven(columnSum / foreground) + 1,
  };
}

/**
 * Structural similarity of one rectangle, without the usual constants: `4 x̄ ȳ σxy / ((x̄² + ȳ²)(σx² + σy²))`, and 1 when
 * the denominator is 0, as when both sides are flat. Rows and columns end before `bottom` and `right`.
 *
 * The sums are whole numbers, so a flat rectangle has a variance of exactly 0. (The reference sums rounded values: for a
 * flat rectangle of a grey level it finds a variance of 0 or of 1e-32, and so answers 1 or 0, by how its sum is grouped.)
 */
function structuralSimilarity(
  { width, levels, mask, low, range }: SaliencyPair,
  top: number,
  bottom: number,
  left: number,
  right: number,
): number {
  const pixels = (bottom - top) * (right - left);
  if (pixels === 0) return 0;
  let sum = 0;
  let squares = 0;
  let truthSum = 0;
  let products = 0;
  for (let row = top; row < bottom; row++) {
    for (let i = row * width + left; i < row * width + right; i++) {
      const height = levels[i]! - low;
      sum += height;
      squares += height * height;
      const truth = mask[i]!;
      truthSum += truth;
      products += height * truth;
    }
  }
  const mean = sum / pixels / range;
  const truthMean = truthSum / pixels;
  const ways = Math.max(1, pixels * (pixels - 1));
  const variance = Math.max(0, pixels * squares - sum * sum) / ways / (range * range);
  const truthVariance = (truthSum * (pixels - truthSum)) / ways;
  const covariance = (pixels * products - sum * truthSum) / ways / range;

  const numerator = 4 * mean * truthMean * covariance;
  const denominator = (mean * mean + truthMean * truthMean) * (variance + truthVariance);
  if (numerator !== 0) return numerator / (denominator + Number.EPSILON);
  return denominator === 0 ? 1 : 0;
}

/** What the structure measure is made of. */
export interface StructureParts {
  /** The foreground should be evenly 1, the background evenly 0; each counts by its area. */
  readonly object: number;
  /** The similarity of the four rectangles, each by its area. */
  readonly region: number;
  /** Where the rectangles meet: the first row and column after the foreground's centre of mass. */
  readonly row: number;
  readonly column: number;
  /** Of the rectangles above left, above right, below left and below right; 0 of an empty one. */
  readonly similarities: readonly [number, number, number, number];
}

/** The parts of `sMeasure` for a ground truth that is neither empty nor full. */
export function structureParts(pair: SaliencyPair): StructureParts {
  const { height, width } = pair;
  const { row, column } = splitPoint(pair);
  const similarities = [
    structuralSimilarity(pair, 0, row, 0, column),
    structuralSimilarity(pair, 0, row, column, width),
    structuralSimilarity(pair, row, height, 0, column),
    structuralSimilarity(pair, row, height, column, width),
  ] as const;
  const [aboveLeft, aboveRight, belowLeft, belowRight] = similarities;
  const pixels = height * width;
  const region =
    (row * column * aboveLeft) / pixels +
    (row * (width - column) * aboveRight) / pixels +
    ((height - row) * column * belowLeft) / pixels +
    ((height - row) * (width - column) * belowRight) / pixels;
  return { object: objectSimilarity(pair), region, row, column, similarities };
}

/**
 * Structure measure, `max(0, α · object + (1 - α) · region)` with α = 0.5, in [0, 1]; no threshold is involved.
 *
 * With an empty ground truth it is 1 less the mean value, with a full one the mean value.
 *
 * Source: Fan et al., Structure-measure: A New Way to Evaluate Foreground Maps, ICCV 2017.
 */
export function sMeasure(pair: SaliencyPair): number {
  const { foregroundPixels, backgroundPixels } = pair.counts;
  if (foregroundPixels === 0) return 1 - momentsOf(pair.backgroundHistogram, pair).mean;
  if (backgroundPixels === 0) return momentsOf(pair.foregroundHistogram, pair).mean;
  const { object, region } = structureParts(pair);
  return Math.max(0, ALPHA * object + (1 - ALPHA) * region);
}
