import { MetricInputError, type BinaryMask } from './metricInput.ts';
import { maskOverlap } from './maskOverlap.ts';
import type { People } from './people.ts';

/**
 * Best-of-N intersection over union, in [0, 1]: for each person the IoU of the sample nearest to the answer, and the mean
 * of these. It rises with every person whose answer some sample gives.
 *
 * Source: the oracle accuracy of Guzman-Rivera, Batra and Kohli, Multiple Choice Learning, NIPS 2012.
 *
 * @throws MetricInputError when there is no sample or sizes differ.
 */
export function bestOfN(samples: readonly BinaryMask[], { masks, counts }: People): number {
  if (samples.length === 0) throw new MetricInputError('Best-of-N needs at least one sample.');
  let sum = 0;
  let people = 0;
  masks.forEach((mask, k) => {
    sum += counts[k] * Math.max(...samples.map((sample) => maskOverlap(sample, mask)));
    people += counts[k];
  });
  return sum / people;
}
