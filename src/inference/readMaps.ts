import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { ScalarMap } from '../image/types.ts';

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
