import { tensor4d, type Tensor4D } from '@tensorflow/tfjs-core';
import { resizeDepth } from '../image/fitDepth.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { resizeArea } from '../math/resize.ts';
import type { Rgbd } from '../model/rgbd.ts';

/** An image the network cannot take; the message says why. */
export class NetworkInputError extends Error {
  override readonly name = 'NetworkInputError';
}

/**
 * Brings photo and depth, each of any size, to the network's square. Proportions are not kept, as in the
 * paper. Shrinking averages the area that a pixel covers, so that fine texture does not alias; enlarging is
 * bilinear with half-pixel centres. Missing readings never mix with real ones. Without depth, no pixel has a
 * reading. The caller frees the tensors.
 *
 * @throws NetworkInputError when sizes and data do not agree
 */
export function preprocess(photo: RgbImage, depth: DepthMap | null, size: number): Rgbd {
  requireValues('The photo', photo, photo.data, 3);
  if (depth !== null) {
    requireValues('The depth map', depth, depth.data, 1);
    requireValues('The depth map’s validity', depth, depth.valid, 1);
  }
  const { data, valid } =
    depth === null
      ? { data: new Float32Array(size * size), valid: new Uint8Array(size * size) }
      : resizeDepth(depth, size, size);
  return {
    rgb: preprocessPhoto(photo, size),
    depth: tensor4d(data, [1, size, size, 1]),
    valid: tensor4d(new Float32Array(valid), [1, size, size, 1]),
  };
}

/**
 * The photo alone, brought to the network's square as `preprocess` does: [1, size, size, 3] in [-1,1]. The caller frees it.
 *
 * @throws NetworkInputError when size and data do not agree
 */
export function preprocessPhoto(photo: RgbImage, size: number): Tensor4D {
  requireValues('The photo', photo, photo.data, 3);
  const rgb = resizeArea(photo.data, photo.height, photo.width, 3, size, size);
  for (let i = 0; i < rgb.length; i++) rgb[i] = rgb[i]! / 127.5 - 1;
  return tensor4d(rgb, [1, size, size, 3]);
}

/** A map in [0,1] at the network's size, [1, size, size, 1], resized like a photo. */
export function preprocessMap(map: ScalarMap, size: number): Tensor4D {
  requireValues('The ground truth', map, map.data, 1);
  const data = resizeArea(map.data, map.height, map.width, 1, size, size);
  return tensor4d(data, [1, size, size, 1]);
}

function requireValues(
  what: string,
  { height, width }: { readonly height: number; readonly width: number },
  data: ArrayLike<number>,
  channels: number,
): void {
  const wanted = height * width * channels;
  if (!(wanted > 0) || data.length !== wanted) {
    throw new NetworkInputError(
      `${what} of ${height}×${width} pixels needs ${Math.max(wanted, channels)} values, and has ${data.length}.`,
    );
  }
}
