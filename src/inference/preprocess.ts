import { div, type Rank, sub, tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { resizeDepth } from '../image/fitDepth.ts';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { resizeArea } from '../math/resize.ts';
import type { Rgbd } from '../model/rgbd.ts';
import type { HostValues } from '../nn/recorded.ts';

/** An image the network cannot take; the message says why. */
export class NetworkInputError extends Error {
  override readonly name = 'NetworkInputError';
}

/** A photo and its depth at the network's size, not on its backend yet. */
export interface HostRgbd {
  /** [1, size, size, 3] in [0,255] */
  readonly photo: HostValues;
  /** [1, size, size, 1] in [0,1], 1 near; 0 where there is no reading */
  readonly depth: HostValues;
  /** [1, size, size, 1], 1 where there is a reading, else 0 */
  readonly valid: HostValues;
}

/** What `preprocess` gave, on the backend. */
export type PreprocessedTensors = { readonly [Part in keyof HostRgbd]: Tensor4D };

/**
 * Brings photo and depth, each of any size, to the network's square. Proportions are not kept, as in the
 * paper. Shrinking averages the area that a pixel covers, so that fine texture does not alias; enlarging is
 * bilinear with half-pixel centres. Missing readings never mix with real ones. Without depth, no pixel has a
 * reading.
 *
 * @throws NetworkInputError when sizes and data do not agree
 */
export function preprocess(photo: RgbImage, depth: DepthMap | null, size: number): HostRgbd {
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
    photo: preprocessPhoto(photo, size),
    depth: { shape: [1, size, size, 1], values: data },
    valid: { shape: [1, size, size, 1], values: valid },
  };
}

/**
 * The photo alone, brought to the network's square as `preprocess` does: [1, size, size, 3] in [0,255], bytes if it has that
 * size already.
 *
 * @throws NetworkInputError when size and data do not agree
 */
export function preprocessPhoto(photo: RgbImage, size: number): HostValues {
  const { height, width, data } = photo;
  requireValues('The photo', photo, data, 3);
  const isFitting = height === size && width === size;
  const values = isFitting ? data : resizeArea(data, height, width, 3, size, size);
  return { shape: [1, size, size, 3], values };
}

/**
 * A map in [0,1] at the network's size, [1, size, size, 1], resized like a photo.
 *
 * @throws NetworkInputError when size and data do not agree
 */
export function preprocessMap(map: ScalarMap, size: number): HostValues {
  requireValues('The ground truth', map, map.data, 1);
  const values = resizeArea(map.data, map.height, map.width, 1, size, size);
  return { shape: [1, size, size, 1], values };
}

/** [0,255] to [-1,1], as networks take a photo; any shape. */
export function signedPhoto(photo: Tensor4D): Tensor4D {
  return sub(div(photo, 127.5), 1);
}

/** What networks take: the photo from -1 to 1. */
export function rgbdOf({ photo, depth, valid }: PreprocessedTensors): Rgbd {
  return { rgb: signedPhoto(photo), depth, valid };
}

/** What networks take, put on the active backend. Has to be called in a `tidy`, which the results outlive. */
export function rgbdTensors({ photo, depth, valid }: HostRgbd): Rgbd {
  return rgbdOf({ photo: tensor4d(photo), depth: tensor4d(depth), valid: tensor4d(valid) });
}

/** Puts values on the active backend. The caller frees the tensor. */
export function tensor4d({ shape, values }: HostValues): Tensor4D {
  return tensor<Rank.R4>(values, shape as Tensor4D['shape'], 'float32');
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
