import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { ImageSize, ScalarMap } from '../image/types.ts';
import { resizeBilinear } from '../math/resize.ts';

/** The values of [B, height, width, 1] as B maps. Those of a single one are taken over. */
export function mapsFrom(values: Float32Array, height: number, width = height): ScalarMap[] {
  const area = height * width;
  if (values.length === area) return [{ height, width, data: values }];
  return Array.from({ length: values.length / area }, (_, index) => ({
    height,
    width,
    data: values.slice(index * area, (index + 1) * area),
  }));
}

/** [B, H, W, 1] as B maps, copied: a backend in plain JavaScript gives its own array. The caller frees the tensor. */
export async function readMaps(maps: Tensor4D): Promise<ScalarMap[]> {
  const [count, height, width] = maps.shape;
  const values = await maps.data<'float32'>();
  return mapsFrom(count === 1 ? values.slice() : values, height, width);
}

/**
 * A map of the network at the size of the photo it belongs to, interpolated bilinearly. Values stay between
 * the smallest and the largest of the map. The page and the command line both come through here, so that
 * their files agree.
 */
export function fitToPhoto(map: ScalarMap, photo: ImageSize): ScalarMap {
  const { height, width } = photo;
  const data = resizeBilinear(map.data, map.height, map.width, 1, height, width);
  return { height, width, data };
}
