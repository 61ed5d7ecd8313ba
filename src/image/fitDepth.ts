import type { Sentence } from '../languages/sentence.ts';
import { resizeArea } from '../math/resize.ts';
import { ImageError } from './imageError.ts';
import { imageSays } from './sentences.ts';
import type { DepthMap, ImageSize } from './types.ts';

/** Aspect ratios of photo and depth map may differ by this share. */
export const ASPECT_TOLERANCE = 0.02;

/** `turned`: the shapes agree after a quarter turn; `different`: they do not agree at all. */
export type ShapeAgreement = 'same' | 'turned' | 'different';

/** Whether a depth map can be laid over a photo; else a question to the visitor. */
export type ShapeCheck =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly reason: Exclude<ShapeAgreement, 'same'>;
      readonly question: Sentence;
    };

/** A depth pixel counts as read when at least this share of its area was. */
const ENOUGH_READINGS = 0.5;

/** How much wider the one shape is than the other, as a share: exact at whole percentages. */
function aspectDifference(photo: ImageSize, depthHeight: number, depthWidth: number): number {
  const a = photo.width * depthHeight;
  const b = photo.height * depthWidth;
  return Math.abs(a - b) / Math.min(a, b);
}

/** Says whether two pictures have as many rows and columns. */
export function isOneSize(one: ImageSize, other: ImageSize): boolean {
  return one.height === other.height && one.width === other.width;
}

/** Says whether photo and depth map have the same shape: any two sizes whose aspect ratios differ by at most 2%. */
export function compareShapes(photo: ImageSize, depth: ImageSize): ShapeAgreement {
  const { height, width } = depth;
  if (aspectDifference(photo, height, width) <= ASPECT_TOLERANCE) return 'same';
  return aspectDifference(photo, width, height) <= ASPECT_TOLERANCE ? 'turned' : 'different';
}

/** Says whether a depth map can be laid over a photo, as `compareShapes` has it, and what to ask where not. */
export function checkDepthFit(photo: ImageSize, depth: ImageSize): ShapeCheck {
  const reason = compareShapes(photo, depth);
  if (reason === 'same') return { ok: true };
  const sizes = [photo.width, photo.height, depth.width, depth.height] as const;
  if (reason === 'turned') return { ok: false, reason, question: imageSays.depthTurned(...sizes) };
  const percent = Math.ceil(aspectDifference(photo, depth.height, depth.width) * 1000) / 10;
  return { ok: false, reason, question: imageSays.depthDiffers(...sizes, percent) };
}

/** @throws ImageError when a depth map or a ground truth is not of its photo's shape, as `compareShapes` has it */
export function requireSameShape(photo: ImageSize, other: ImageSize, name: string): void {
  if (compareShapes(photo, other) === 'same') return;
  const { width, height } = photo;
  throw new ImageError(
    'differentShape',
    imageSays.differentShape(name, other.width, other.height, width, height),
  );
}

/**
 * Resizes a depth map so that missing readings never mix with real ones: an output pixel is the
 * area average (or, when growing, the bilinear mean) of its valid source pixels alone, Σ w·v·d / Σ w·v,
 * and is valid where these hold at least half of the weight, Σ w·v ≥ ½. A map of that size already is returned as it is.
 */
export function resizeDepth(depth: DepthMap, outHeight: number, outWidth: number): DepthMap {
  const { height, width } = depth;
  if (height === outHeight && width === outWidth) return depth;
  const pairs = new Float32Array(height * width * 2);
  for (let i = 0; i < height * width; i++) {
    if (depth.valid[i] === 0) continue;
    pairs[i * 2] = depth.data[i]!;
    pairs[i * 2 + 1] = 1;
  }
  const resized = resizeArea(pairs, height, width, 2, outHeight, outWidth);
  const data = new Float32Array(outHeight * outWidth);
  const valid = new Uint8Array(outHeight * outWidth);
  for (let i = 0; i < data.length; i++) {
    const weight = resized[i * 2 + 1]!;
    // Weights that add up to ½ may come out a rounding below it.
    if (weight < ENOUGH_READINGS - 1e-6) continue;
    data[i] = Math.min(resized[i * 2]! / weight, 1);
    valid[i] = 1;
  }
  return { height: outHeight, width: outWidth, data, valid };
}
