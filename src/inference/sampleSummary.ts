import type { ScalarMap } from '../image/types.ts';
import { mean } from '../math/statistics.ts';

/** Which map stands for the uncertainty of the samples where it is scored; `entropy` is the total. */
export const UNCERTAINTY_KINDS = ['entropy', 'variance'] as const;
export type UncertaintyKind = (typeof UNCERTAINTY_KINDS)[number];

/** The uncertainty of samples in bits, taken apart pixel by pixel: `total` = `expected` + `disagreement`. */
export interface UncertaintyParts {
  /** Entropy of the mean map: 0 where it is certain that a pixel is salient or not, 1 at one half. */
  readonly total: ScalarMap;
  /** Mean of the samples' own entropies: what each answer is unsure of by itself, mostly edges. */
  readonly expected: ScalarMap;
  /** Their difference, the mutual information of pixel and latent: 0 where all samples say the same. */
  readonly disagreement: ScalarMap;
}

/** What the sampled maps of one image say together, at their size. */
export interface SampleSummary extends UncertaintyParts {
  /** Agreement times the mean of the samples that agree with the majority. */
  readonly consensus: ScalarMap;
  readonly mean: ScalarMap;
  /** Of the samples, in [0,¼]. */
  readonly variance: ScalarMap;
}

export function uncertaintyOf(
  { total, variance }: Pick<SampleSummary, 'total' | 'variance'>,
  kind: UncertaintyKind,
): ScalarMap {
  return kind === 'entropy' ? total : variance;
}

/** @param maps one or more sampled maps of one size, in [0,1] */
export function summariseSamples(maps: readonly ScalarMap[]): SampleSummary {
  return {
    consensus: consensus(maps).consensusMap,
    mean: meanMap(maps),
    variance: varianceMap(maps),
    ...uncertaintyParts(maps),
  };
}

/** What several samples of one image have in common. */
export interface Consensus {
  /** Agreement times the mean of the samples that agree, in [0,1]. */
  readonly consensusMap: ScalarMap;
  /** Share of the samples that vote with the majority, from ½ to 1. */
  readonly agreement: ScalarMap;
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
  for (let pixel = 0; pixel < consensusMap.length; pixel++) {
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
    agreement[pixel] = (salient ? votes : count - votes) / count;
    // The number of those who agree cancels: (n / C) · (Σ / n) = Σ / C.
    consensusMap[pixel] = (salient ? sumOfVoters : sumOfOthers) / count;
  }
  return {
    consensusMap: { height, width, data: consensusMap },
    agreement: { height, width, data: agreement },
  };
}

/** The mean of the samples, pixel by pixel, in [0,1]. RangeError without samples or for mixed sizes. */
export function meanMap(maps: readonly ScalarMap[]): ScalarMap {
  const { height, width } = requireSamples('meanMap', maps);
  const sums = new Float64Array(height * width);
  for (const { data } of maps) for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
  return { height, width, data: dividedBy(sums, maps.length) };
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
    for (let i = 0; i < sums.length; i++) {
      const distance = data[i]! - centre[i]!;
      sums[i]! += distance * distance;
    }
  }
  return { height, width, data: dividedBy(sums, maps.length) };
}

/** A loop, which is several times faster than `map` and a copy. */
function dividedBy(sums: Float64Array, count: number): Float32Array<ArrayBuffer> {
  const means = new Float32Array(sums.length);
  for (let i = 0; i < means.length; i++) means[i] = sums[i]! / count;
  return means;
}

/**
 * H(mean Pᶜ) = mean H(Pᶜ) + I, with H the binary entropy −p·log₂ p − (1 − p)·log₂(1 − p) (Depeweg et al., ICML 2018).
 * RangeError without samples or for mixed sizes.
 */
export function uncertaintyParts(maps: readonly ScalarMap[]): UncertaintyParts {
  const { height, width, data } = meanMap(maps);
  const total = new Float32Array(data.length);
  const expected = new Float32Array(data.length);
  const disagreement = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    total[i] = binaryEntropy(data[i]!);
    let sum = 0;
    for (const map of maps) sum += binaryEntropy(map.data[i]!);
    expected[i] = sum / maps.length;
    // Rounding may carry the difference below 0, where entropy, being concave, never is.
    disagreement[i] = Math.max(total[i]! - expected[i]!, 0);
  }
  const map = (values: Float32Array<ArrayBuffer>) => ({ height, width, data: values });
  return { total: map(total), expected: map(expected), disagreement: map(disagreement) };
}

function binaryEntropy(p: number): number {
  // Rounding may carry a mean past the ends, where the entropy is 0 in the limit.
  if (p <= 0 || p >= 1) return 0;
  // By natural logarithms, which are computed faster than those to base 2.
  return -(p * Math.log(p) + (1 - p) * Math.log(1 - p)) * Math.LOG2E;
}

/**
 * Samples of one image: at least one map, all of one size.
 *
 * @throws RangeError naming the operation
 */
export function requireSamples(operation: string, maps: readonly ScalarMap[]): ScalarMap {
  const first = maps[0];
  if (first === undefined) throw new RangeError(`${operation} needs at least one map, got none.`);
  for (const { height, width } of maps) {
    if (height !== first.height || width !== first.width) {
      throw new RangeError(
        `${operation} needs maps of one size, got ${first.height}×${first.width} and ${height}×${width}.`,
      );
    }
  }
  return first;
}
