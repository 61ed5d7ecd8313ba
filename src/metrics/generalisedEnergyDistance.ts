import { MetricInputError, type BinaryMask } from './metricInput.ts';
import { maskOverlap } from './maskOverlap.ts';

/** Mean of `1 - IoU` over all pairs of a mask of one list and a mask of the other. */
function meanDistance(first: readonly BinaryMask[], second: readonly BinaryMask[]): number {
  let sum = 0;
  for (const a of first) for (const b of second) sum += 1 - maskOverlap(a, b);
  return sum / (first.length * second.length);
}

/** The same within one list, each mask with itself included (a distance of 0). */
function meanDistanceWithin(masks: readonly BinaryMask[]): number {
  let sum = 0;
  for (let i = 1; i < masks.length; i++) {
    for (let j = 0; j < i; j++) sum += 2 * (1 - maskOverlap(masks[i], masks[j]));
  }
  return sum / masks.length ** 2;
}

/**
 * Squared generalised energy distance between the sampled masks S and the annotators' masks Y, in [0, 2]; 0 when both
 * are the same distribution: `2 E[d(S, Y)] - E[d(S, S')] - E[d(Y, Y')]` with `d = 1 - IoU`, the expectations over all
 * pairs of the given masks.
 *
 * Source: Kohl et al., A Probabilistic U-Net for Segmentation of Ambiguous Images, NeurIPS 2018, section 4.
 *
 * @throws MetricInputError when a list is empty or sizes differ.
 */
export function generalisedEnergyDistance(
  samples: readonly BinaryMask[],
  groundTruths: readonly BinaryMask[],
): number {
  if (samples.length === 0 || groundTruths.length === 0) {
    throw new MetricInputError(
      'The energy distance needs at least one sample and one ground truth.',
    );
  }
  return (
    2 * meanDistance(samples, groundTruths) -
    meanDistanceWithin(samples) -
    meanDistanceWithin(groundTruths)
  );
}
