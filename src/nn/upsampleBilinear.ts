import type { Tensor4D } from '@tensorflow/tfjs-core';
import { resizeBilinear } from './resizeBilinear.ts';

/**
 * Bilinear enlargement by a whole factor.
 *
 * @param x [B, h, w, C]
 * @param alignCorners the outermost pixel centres stay where they are (PyTorch's align_corners=True) instead of
 *   the pictures' edges (half-pixel centres, align_corners=False)
 * @returns [B, factor · h, factor · w, C]; x itself for factor 1
 */
export function upsampleBilinear(x: Tensor4D, factor: number, alignCorners = false): Tensor4D {
  if (factor === 1) return x;
  const [, height, width] = x.shape;
  return resizeBilinear(x, [height * factor, width * factor], alignCorners);
}
