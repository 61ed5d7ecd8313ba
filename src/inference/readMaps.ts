import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { ScalarMap } from '../image/types.ts';

/** The values of [B, side, side, 1] as B maps. Those of a single one are taken over. */
export function mapsFrom(values: Float32Array, side: number): ScalarMap[] {
  const area = side * side;
  const size = { height: side, width: side };
  if (values.length === area) return [{ ...size, data: values }];
  return Array.from({ length: values.length / area }, (_, index) => ({
    ...size,
    data: values.slice(index * area, (index + 1) * area),
  }));
}

/** [B, H, W, 1] as B maps, copied: a backend in plain JavaScript gives its own array. The caller frees the tensor. */
export async function readMaps(maps: Tensor4D): Promise<ScalarMap[]> {
  const [count, height, width] = maps.shape;
  const values = await maps.data<'float32'>();
  const area = height * width;
  return Array.from({ length: count }, (_, index) => ({
    height,
    width,
    data: values.slice(index * area, (index + 1) * area),
  }));
}
