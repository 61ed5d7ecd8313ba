import type { ScalarMap } from '../image/types.ts';
import { requireSamples } from './sameSize.ts';

/** The mean of the samples, pixel by pixel, in [0,1]. RangeError without samples or for mixed sizes. */
export function meanMap(maps: readonly ScalarMap[]): ScalarMap {
  const { height, width } = requireSamples('meanMap', maps);
  const sums = new Float64Array(height * width);
  for (const { data } of maps) for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
  return { height, width, data: new Float32Array(sums.map((sum) => sum / maps.length)) };
}

/**
 * The population variance of the samples, pixel by pixel: Σ (Pᶜ − mean)² / C, in [0, ¼]; 0 for one sample.
 * RangeError without samples or for mixed sizes.
 */
export function varianceMap(maps: readonly ScalarMap[]): ScalarMap {
  const { height, width } = requireSamples('varianceMap', maps);
  const centre = meanMap(maps).data;
  const sums = new Float64Array(height * width);
  for (const { data } of maps) {
    for (let i = 0; i < sums.length; i++) sums[i]! += (data[i]! - centre[i]!) ** 2;
  }
  return { height, width, data: new Float32Array(sums.map((sum) => sum / maps.length)) };
}

/**
 * The binary entropy of the mean map in bits, −p·log₂ p − (1 − p)·log₂(1 − p): 0 where it is certain that a
 * pixel is salient or not, 1 at p = ½. RangeError without samples or for mixed sizes.
 */
export function entropyMap(maps: readonly ScalarMap[]): ScalarMap {
  const { height, width, data } = meanMap(maps);
  return { height, width, data: data.map(binaryEntropy) };
}

function binaryEntropy(p: number): number {
  // Rounding may carry a mean past the ends, where the entropy is 0 in the limit.
  if (p <= 0 || p >= 1) return 0;
  return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}
