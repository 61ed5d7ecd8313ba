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
    intersection += first.data[i]! & second.data[i]!;
    union += first.data[i]! | second.data[i]!;
  }
  return union === 0 ? 1 : intersection / union;
}

/**
 * Mean of `1 - IoU` over all pairs of different masks, each pair once; null for fewer than two masks.
 *
 * @throws MetricInputError when the sizes differ.
 */
export function meanPairDistance(masks: readonly BinaryMask[]): number | null {
  if (masks.length < 2) return null;
  let sum = 0;
  for (const [i, mask] of masks.entries()) {
    for (const earlier of masks.slice(0, i)) sum += 1 - maskOverlap(mask, earlier);
  }
  return sum / ((masks.length * (masks.length - 1)) / 2);
}

/**
 * A sampled map as the answer of one person: 1 where the value is above one half, else 0.
 *
 * @throws MetricInputError when the map is not filled.
 */
export function halfMask(map: GreyImage): BinaryMask {
  assertFilled(map, 'map');
  const { height, width, data } = map;
  const half = data instanceof Float32Array ? 0.5 : 127.5;
  const mask = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) mask[i] = data[i]! > half ? 1 : 0;
  return { height, width, data: mask };
}
