import {
  assertFilled,
  assertSameSize,
  type BinaryMask,
  type GreyImage,
  MetricInputError,
} from './metricInput.ts';
import type { People } from './people.ts';

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
