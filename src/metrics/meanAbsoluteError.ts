import type { SaliencyPair } from './saliencyPair.ts';

/**
 * Mean absolute error, `mean |value - truth|` over all pixels, in [0, 1]; 0 is best.
 *
 * Source: Perazzi et al., Saliency Filters, CVPR 2012.
 */
export function meanAbsoluteError(pair: SaliencyPair): number {
  const { low, range, foregroundHistogram, backgroundHistogram, levels } = pair;
  let total = 0;
  for (let level = low; level <= low + range; level++) {
    total += (level - low) * backgroundHistogram[level];
    total += (low + range - level) * foregroundHistogram[level];
  }
  return total / (range * levels.length);
}
