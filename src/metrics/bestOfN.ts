import { MetricInputError, type BinaryMask } from './metricInput.ts';
import { maskOverlap } from './maskOverlap.ts';

/**
 * Best-of-N intersection over union, in [0, 1]: for each ground truth the IoU of the sample nearest to it, and the mean of
 * these. It rises with every annotator whose answer some sample gives.
 *
 * Source: the oracle accuracy of Guzman-Rivera, Batra and Kohli, Multiple Choice Learning, NIPS 2012.
 *
 * @throws MetricInputError when a list is empty or sizes differ.
 */
export function bestOfN(
  samples: readonly BinaryMask[],
  groundTruths: readonly BinaryMask[],
): number {
  if (samples.length === 0 || groundTruths.length === 0) {
    throw new MetricInputError('Best-of-N needs at least one sample and one ground truth.');
  }
  const best = groundTruths.map((truth) =>
    Math.max(...samples.map((sample) => maskOverlap(sample, truth))),
  );
  return best.reduce((sum, overlap) => sum + overlap, 0) / best.length;
}
