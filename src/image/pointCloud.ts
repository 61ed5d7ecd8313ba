import { resizeBilinear } from '../math/resize.ts';
import { resizeDepth } from './fitDepth.ts';
import type { DepthMap, ImageSize, ScalarMap } from './types.ts';

/** What turns a pixel and its depth into a place. */
export interface Lens {
  /** Of a camera for film of 24 × 36 mm that sees as much, in millimetres. */
  readonly focalLength: number;
  /**
   * How many times as far the farthest possible reading is as the nearest one, which is at 1. Depth maps here have no unit, so
   * nobody knows; above 1.
   */
  readonly relief: number;
}

/** Points of a photo in space. */
export interface Points {
  /** x to the right, y up, z towards the viewer, who stands at the origin; interleaved. */
  readonly positions: Float32Array;
  /** Which pixel of the grid each point is. */
  readonly pixels: Uint32Array;
}

/** Diagonal of a film frame of 24 × 36 mm. */
export const FILM_DIAGONAL = Math.hypot(24, 36);

/** The size nearest to a photo's proportions with about so many pixels, and no more than the photo has. */
export function gridSize({ height, width }: ImageSize, pixels: number): ImageSize {
  const scale = Math.min(1, Math.sqrt(pixels / (height * width)));
  const shrink = (side: number) => Math.max(1, Math.round(side * scale));
  return { height: shrink(height), width: shrink(width) };
}

/** A depth map of any size brought to the grid; without `valid` every pixel has a reading. */
export function depthOnGrid(
  depth: ScalarMap & { readonly valid?: Uint8Array | undefined },
  { height, width }: ImageSize,
): DepthMap {
  const { valid } = depth;
  if (valid !== undefined) return resizeDepth({ ...depth, valid }, height, width);
  const data = resizeBilinear(depth.data, depth.height, depth.width, 1, height, width);
  return { height, width, data, valid: new Uint8Array(height * width).fill(1) };
}

/**
 * Puts every pixel that has a reading where it lies in front of a pinhole camera. Depth is taken for a disparity, as the network
 * learnt it: a reading d is at the distance 1 / (d + (1 − d) / relief), from 1 (near) to `relief` (far).
 *
 * @param depth near is 1, of the photo's proportions
 */
export function unproject(depth: DepthMap, { focalLength, relief }: Lens): Points {
  const { height, width, data, valid } = depth;
  const count = valid.reduce((sum, each) => sum + each, 0);
  const positions = new Float32Array(count * 3);
  const pixels = new Uint32Array(count);
  // Of one pixel at distance 1.
  const side = FILM_DIAGONAL / focalLength / Math.hypot(height, width);
  let point = 0;
  for (let row = 0, pixel = 0; row < height; row++) {
    for (let column = 0; column < width; column++, pixel++) {
      if (valid[pixel] === 0) continue;
      const reading = data[pixel]!;
      const distance = 1 / (reading + (1 - reading) / relief);
      positions[point * 3] = (column + 0.5 - width / 2) * side * distance;
      positions[point * 3 + 1] = (height / 2 - row - 0.5) * side * distance;
      positions[point * 3 + 2] = -distance;
      pixels[point++] = pixel;
    }
  }
  return { positions, pixels };
}

/** The middle of the points' distances from the viewer, from the nearest to the farthest; 1 without points. */
export function middleDistance({ positions }: Points): number {
  let nearest = Infinity;
  let farthest = 0;
  for (let i = 2; i < positions.length; i += 3) {
    nearest = Math.min(nearest, -positions[i]!);
    farthest = Math.max(farthest, -positions[i]!);
  }
  return farthest === 0 ? 1 : (nearest + farthest) / 2;
}
