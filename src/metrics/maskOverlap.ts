import { assertFilled, assertSameSize, type BinaryMask, type GreyImage } from './metricInput.ts';

/**
 * Intersection over union of two masks, in [0, 1]. Two empty masks agree: 1.
 *
 * @throws MetricInputError when the sizes differ.
 */
export function maskOverlap(first: BinaryMask, second: BinaryMask): number {
  assertSameSize(first, 'first mask', second, 'second mask');
  let intersection = 0;
  let union = 0;
  for (let i = 0; i < first.data.length; i++) {
    intersection += first.data[i] & second.data[i];
    union += first.data[i] | second.data[i];
  }
  return union === 0 ? 1 : intersection / union;
}

/**
 * A sampled map as a mask: 1 where the value is at least twice the map's mean, at most 1 (Achanta et al., CVPR 2009; also
 * how UC-Net binarises samples for its consensus). A map of zeros gives an empty mask.
 *
 * @throws MetricInputError when the map is not filled.
 */
export function adaptiveMask(map: GreyImage): BinaryMask {
  assertFilled(map, 'map');
  const { height, width, data } = map;
  const one = data instanceof Float32Array ? 1 : 255;
  let sum = 0;
  for (const value of data) sum += value;
  const threshold = Math.min((2 * sum) / data.length, one);
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) mask[i] = data[i] > 0 && data[i] >= threshold ? 1 : 0;
  return { height, width, data: mask };
}
