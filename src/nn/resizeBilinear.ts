import { engine, ResizeBilinear, type Tensor4D } from '@tensorflow/tfjs-core';

/**
 * Resizes bilinearly. As `image.resizeBilinear` of tfjs, whose `image` brings all of its operations on pictures into the page's
 * first load.
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
