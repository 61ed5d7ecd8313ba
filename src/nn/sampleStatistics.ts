import { engine, type NamedAttrMap, type Tensor4D } from '@tensorflow/tfjs-core';
import { type FusedOp, offersKernel } from './fusedOp.ts';

/** Only a kernel sums samples up on the backend; where there is none, they are read back first. */
export const SAMPLE_STATISTICS: FusedOp<{ maps: Tensor4D }, NamedAttrMap> = {
  kernelName: 'SampleStatistics',
};

/** What the kernel gives, in this order. */
export const STATISTICS = [
  'consensus',
  'mean',
  'variance',
  'total',
  'expected',
  'disagreement',
] as const;

/** Whether the active backend can sum samples up, so that they need not be read back. */
export function hasSampleStatistics(): boolean {
  return offersKernel(SAMPLE_STATISTICS.kernelName);
}

/**
 * Pixel by pixel over several maps in [0,1]: their consensus by majority vote (a map votes where it is not 0
 * and reaches min(2 · its mean, 1); Σ of the maps that agree with the majority / C; a tie is a no), their mean,
 * their population variance, and in bits the binary entropy of the mean, the mean of the entropies, and what the
 * first is more than the second.
 *
 * @param maps [C, H, W, 1]
 * @returns [6, H, W, 1], one map for each of `STATISTICS`
 * @throws Error on a backend without the kernel, see `hasSampleStatistics`
 */
export function sampleStatistics(maps: Tensor4D): Tensor4D {
  return engine().runKernel<Tensor4D>(SAMPLE_STATISTICS.kernelName, { maps }, {});
}
