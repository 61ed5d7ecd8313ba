import { resizeDepth } from '../image/fitDepth.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { resizeArea } from '../math/resize.ts';

/** A depth map before and after correction, compared at the corrected map's size. */
export interface DepthMeasurement {
  /** Mean absolute difference to the clean depth over all pixels; a hole counts as depth 0. */
  readonly inputError: number;
  readonly correctedError: number;
  /** Overlap of the depth's edges with the photo's, in [0,1]. */
  readonly inputBoundary: number;
  readonly correctedBoundary: number;
}

/** Means over a set, and how often correction helped. */
export interface DepthScores extends DepthMeasurement {
  readonly images: number;
  /** Share of the images whose corrected depth is closer to the clean depth than the input is. */
  readonly errorImproved: number;
  /** Share of the images whose corrected depth follows the photo's edges more closely than the input does. */
  readonly boundaryImproved: number;
}

/** Magnitude of forward differences, 0 across the last row and column. */
function gradientMagnitude({ height, width, data }: ScalarMap): Float32Array {
  const out = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const down = y + 1 < height ? data[i + width]! - data[i]! : 0;
      const right = x + 1 < width ? data[i + 1]! - data[i]! : 0;
      out[i] = Math.hypot(down, right);
    }
  }
  return out;
}

/**
 * Boundary IoU of two planes, 2 · Σ min(gA, gB) / Σ (gA + gB) with g the magnitude of the gradient: in [0,1],
 * 1 for equal edges; 0 when neither has any. Source: the depth loss of UC-Net (paper, section 3.3).
 */
export function boundaryOverlap(first: ScalarMap, second: ScalarMap): number {
  const a = gradientMagnitude(first);
  const b = gradientMagnitude(second);
  let shared = 0;
  let total = 0;
  for (let i = 0; i < a.length; i++) {
    shared += Math.min(a[i]!, b[i]!);
    total += a[i]! + b[i]!;
  }
  return total === 0 ? 0 : (2 * shared) / total;
}

function meanDifference(first: Float32Array, second: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < first.length; i++) sum += Math.abs(first[i]! - second[i]!);
  return sum / first.length;
}

/** Rec. 601 luma in [0,1]. */
function greyOf({ height, width, data }: RgbImage): ScalarMap {
  const grey = new Float32Array(height * width);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = (0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!) / 255;
  }
  return { height, width, data: grey };
}

/**
 * Compares a depth map and its correction with the clean depth and the edges of the photo.
 *
 * @param depth what the network was given, of any size
 * @param corrected what it made of it
 * @param clean the true depth, 1 near, of any size
 */
export function measureDepth(
  depth: DepthMap,
  corrected: ScalarMap,
  clean: ScalarMap,
  photo: RgbImage,
): DepthMeasurement {
  const { height, width } = corrected;
  const shrink = (plane: ScalarMap): ScalarMap => {
    const data = resizeArea(plane.data, plane.height, plane.width, 1, height, width);
    return { height, width, data };
  };
  const input = resizeDepth(depth, height, width);
  const truth = shrink(clean).data;
  const grey = shrink(greyOf(photo));
  return {
    inputError: meanDifference(input.data, truth),
    correctedError: meanDifference(corrected.data, truth),
    inputBoundary: boundaryOverlap(input, grey),
    correctedBoundary: boundaryOverlap(corrected, grey),
  };
}

/** @returns null without any measurement */
export function averageDepth(measured: readonly DepthMeasurement[]): DepthScores | null {
  const images = measured.length;
  if (images === 0) return null;
  const mean = (value: (one: DepthMeasurement) => number) =>
    measured.reduce((sum, one) => sum + value(one), 0) / images;
  return {
    images,
    inputError: mean((one) => one.inputError),
    correctedError: mean((one) => one.correctedError),
    inputBoundary: mean((one) => one.inputBoundary),
    correctedBoundary: mean((one) => one.correctedBoundary),
    errorImproved: mean((one) => Number(one.correctedError < one.inputError)),
    boundaryImproved: mean((one) => Number(one.correctedBoundary > one.inputBoundary)),
  };
}
