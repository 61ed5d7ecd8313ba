import { maskOverlap, meanPairDistance } from './maskOverlap.ts';
import { type BinaryMask, MetricInputError } from './metricInput.ts';
import type { People } from './people.ts';

/** Mean of `1 - IoU` over all pairs of a sample and a person. */
function meanDistance(samples: readonly BinaryMask[], { masks, counts }: People): number {
  let sum = 0;
  let pairs = 0;
  masks.forEach((mask, k) => {
    const count = counts[k]!;
    for (const sample of samples) sum += count * (1 - maskOverlap(sample, mask));
    pairs += count * samples.length;
  });
  return sum / pairs;
}

/**
 * Squared generalised energy distance between the sampled masks S and the people's masks Y, at most 2; 0 is expected when
 * the samples are drawn as the people answer: `2 E[d(S, Y)] - E[d(S, S')] - E[d(Y, Y')]` with `d = 1 - IoU`.
 *
 * S and S', Y and Y' are two different draws: a mask is not compared with itself. The result is then unbiased, the same
 * on average for any number of samples and people, and may fall a little below 0; with the mask itself among the pairs,
 * five perfect samples of twelve people would still be charged a fifth of their spread and a twelfth of the people's.
 * A single mask stands for an answer that is always the same: its distance to itself is 0.
 *
 * Source: Kohl et al., A Probabilistic U-Net for Segmentation of Ambiguous Images, NeurIPS 2018, section 4; for the pairs
 * Székely and Rizzo, Energy Statistics, 2013.
 *
 * @throws MetricInputError when there is no sample or sizes differ.
 */
export function generalisedEnergyDistance(samples: readonly BinaryMask[], people: People): number {
  if (samples.length === 0) {
    throw new MetricInputError('The energy distance needs at least one sample.');
  }
  return (
    2 * meanDistance(samples, people) - (meanPairDistance(samples) ?? 0) - (people.distance ?? 0)
  );
}

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
    const count = counts[k]!;
    sum += count * Math.max(...samples.map((sample) => maskOverlap(sample, mask)));
    people += count;
  });
  return sum / people;
}
