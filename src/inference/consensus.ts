import type { ScalarMap } from '../image/types.ts';
import { mean } from '../math/statistics.ts';
import { requireSamples } from './sameSize.ts';

/** What several samples of one image have in common. */
export interface Consensus {
  /** Agreement times the mean of the samples that agree, in [0,1]. */
  readonly consensusMap: ScalarMap;
  /** Share of the samples that vote with the majority, from ½ to 1. */
  readonly agreement: ScalarMap;
  /** `height * width` values, 1 where more than half of the samples call the pixel salient. */
  readonly majorityMask: Uint8Array;
}

/** Twice the map's mean, at most 1 (Achanta et al., CVPR 2009). */
export function adaptiveThreshold(map: ScalarMap): number {
  return Math.min(2 * mean(map.data), 1);
}

/**
 * Saliency consensus (paper, section 3): each of the C samples is made binary by its adaptive threshold, each
 * pixel takes the majority vote, and with 1ᶜ = "sample c votes with the majority" the consensus map is
 * (Σ 1ᶜ / C) · (Σ Pᶜ·1ᶜ / Σ 1ᶜ). A tie counts as not salient. A value of 0 never votes for salient, which
 * only matters for a map that is 0 everywhere, whose threshold is 0.
 *
 * @param maps C ≥ 1 samples in [0,1], all of one size, else RangeError
 */
export function consensus(maps: readonly ScalarMap[]): Consensus {
  const { height, width } = requireSamples('consensus', maps);
  const count = maps.length;
  const samples = maps.map((map) => ({ data: map.data, threshold: adaptiveThreshold(map) }));
  const consensusMap = new Float32Array(height * width);
  const agreement = new Float32Array(height * width);
  const majorityMask = new Uint8Array(height * width);
  for (let pixel = 0; pixel < majorityMask.length; pixel++) {
    let votes = 0;
    let sumOfVoters = 0;
    let sumOfOthers = 0;
    for (const { data, threshold } of samples) {
      const value = data[pixel]!;
      if (value >= threshold && value > 0) {
        votes++;
        sumOfVoters += value;
      } else {
        sumOfOthers += value;
      }
    }
    const salient = 2 * votes > count;
    majorityMask[pixel] = Number(salient);
    agreement[pixel] = (salient ? votes : count - votes) / count;
    // The number of those who agree cancels: (n / C) · (Σ / n) = Σ / C.
    consensusMap[pixel] = (salient ? sumOfVoters : sumOfOthers) / count;
  }
  return {
    consensusMap: { height, width, data: consensusMap },
    agreement: { height, width, data: agreement },
    majorityMask,
  };
}
