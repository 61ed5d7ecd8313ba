import { engine, ResizeBilinear, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Resizes bilinearly, as `image.resizeBilinear` of tfjs does. tfjs's `image` would bring all of its operations on pictures into
 * the page's first load.
 *
 * @param x [B, h, w, C]
 * @param size height and width of the result
 * @param alignCorners as `upsampleBilinear` has it
 * @returns [B, size[0], size[1], C]
 */
export function resizeBilinear(
  x: Tensor4D,
  size: readonly [number, number],
  alignCorners = false,
): Tensor4D {
  const attributes = { size: [...size], alignCorners, halfPixelCenters: !alignCorners };
  return engine().runKernel(ResizeBilinear, { images: x }, attributes);
}

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
