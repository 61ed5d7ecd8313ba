import type { ScalarMap } from '../image/types.ts';
import { errorDetection, type ErrorDetection } from '../metrics/errorDetection.ts';
import { halfMask, meanPairDistance } from '../metrics/maskOverlap.ts';
import { toMask, type BinaryMask } from '../metrics/metricInput.ts';
import type { People } from '../metrics/people.ts';
import { objectCount } from '../metrics/objectCount.ts';
import { measurePair, type PairMeasurement } from '../metrics/saliencyEvaluator.ts';
import type { PairOptions } from '../metrics/saliencyPair.ts';
import {
  measureUncertainty,
  type UncertaintyMeasurement,
} from '../metrics/uncertaintyEvaluator.ts';

/** All maps of one image, at the size of its ground truth. */
export interface ImageMaps {
  readonly consensus: ScalarMap;
  readonly mean: ScalarMap;
  /** In any unit, larger where less certain. */
  readonly uncertainty: ScalarMap;
  /** All sampled maps. */
  readonly samples: readonly ScalarMap[];
}

/** What one image contributes to a results table: plain data, fit for JSON and for messages between threads. */
export interface ImageMeasurement {
  readonly consensus: PairMeasurement;
  readonly mean: PairMeasurement;
  /** Of each sample by itself. */
  readonly samples: readonly PairMeasurement[];
  /** Of the uncertainty against the errors of the mean map. */
  readonly uncertainty: UncertaintyMeasurement;
  /** How well the uncertainty finds the pixels where the consensus map is on the wrong side of one half. */
  readonly consensusErrors: ErrorDetection;
  /** Mean of 1 − IoU over the pairs of samples, each made binary at one half: how much they differ. null for a single sample. */
  readonly sampleDistance: number | null;
  /** Separate objects in the ground truth. */
  readonly objects: number;
}

/**
 * Measures the maps of one image against its ground truth (float values in [0,1]).
 *
 * @param people what several people answered, of the same size: the samples are held against all of them
 * @throws MetricInputError when sizes differ or a value is out of range
 */
export function measureImage(
  maps: ImageMaps,
  truth: ScalarMap,
  options: PairOptions,
  people: People | null = null,
): ImageMeasurement {
  const { consensus, mean, samples, uncertainty } = maps;
  const mask = toMask(truth);
  return {
    consensus: measurePair(consensus, truth, options),
    mean: measurePair(mean, truth, options),
    samples: samples.map((sample) => measurePair(sample, truth, options)),
    uncertainty: measureUncertainty({
      meanMap: mean,
      uncertaintyMap: uncertainty,
      groundTruth: truth,
      samples,
      people: people ?? undefined,
    }),
    consensusErrors: errorDetection(uncertainty.data, wrongPixels(consensus, mask)),
    sampleDistance: meanDistance(samples),
    objects: objectCount(mask),
  };
}

/** 1 where a map in [0,1], of the mask's size, is on the wrong side of one half, else 0. */
export function wrongPixels(map: ScalarMap, mask: BinaryMask): Uint8Array {
  return mask.data.map((truth, i) => Number(map.data[i]! > 0.5 !== (truth === 1)));
}

/** Mean of 1 − IoU over the pairs of samples, each made binary at one half; null for fewer than two. */
export function meanDistance(samples: readonly ScalarMap[]): number | null {
  return meanPairDistance(samples.map(halfMask));
}
