import { image, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Bilinear enlargement by a whole factor with half-pixel centres (PyTorch's align_corners=False).
 *
 * @param x [B, h, w, C]
 * @returns [B, factor · h, factor · w, C]; x itself for factor 1
 */
export function upsampleBilinear(x: Tensor4D, factor: number): Tensor4D {
  if (factor === 1) return x;
  const [, height, width] = x.shape;
  return image.resizeBilinear(x, [height * factor, width * factor], false, true);
}
