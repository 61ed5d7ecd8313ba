import { assertSameSize, toBytes, toMask, type GreyImage } from './metricInput.ts';
import { countThresholds, type ThresholdCounts } from './thresholds.ts';

export interface PairOptions {
  /**
   * true: stretch each prediction linearly so that its lowest level is 0 and its highest 1, the habit of the
   * published benchmarks (a constant prediction is left alone). false: use level / 255 as it is.
   */
  readonly normalise: boolean;
}

/**
 * A prediction beside its ground truth, with what all metrics share.
 *
 * The value of a pixel is `(level - low) / range`, in [0, 1]. Because a prediction has only 256 levels, every metric
 * that ignores where pixels lie follows from the two histograms.
 */
export interface SaliencyPair {
  readonly height: number;
  readonly width: number;
  /** 8-bit prediction, `height * width`. */
  readonly levels: Uint8Array | Uint8ClampedArray;
  /** 1 on the ground truth's foreground, else 0; `height * width`. */
  readonly mask: Uint8Array;
  /** The level whose value is 0. */
  readonly low: number;
  /** The number of levels from value 0 to value 1. */
  readonly range: number;
  /** Pixels of each level inside the ground truth's foreground, 256. */
  readonly foregroundHistogram: Uint32Array;
  /** Pixels of each level outside it, 256. */
  readonly backgroundHistogram: Uint32Array;
  readonly counts: ThresholdCounts;
}

/**
 * Prepares one prediction and its ground truth for the metrics of this folder.
 *
 * Follows PySODMetrics (Pang, https://github.com/lartpang/PySODMetrics): 8-bit prediction, foreground where the ground
 * truth is above 128. Floats in [0, 1] are first brought to 8 bits (see `toBytes`).
 *
 * @throws MetricInputError when the sizes differ, an image is not filled, or a value is out of range.
 */
export function preparePair(
  prediction: GreyImage,
  groundTruth: GreyImage,
  { normalise }: PairOptions,
): SaliencyPair {
  assertSameSize(prediction, 'prediction', groundTruth, 'ground truth');
  const levels = toBytes(prediction, 'prediction');
  const mask = toMask(groundTruth).data;

  // Histogram 0 is the background, 1 the foreground.
  const histograms = new Uint32Array(512);
  for (let i = 0; i < levels.length; i++) histograms[(mask[i]! << 8) | levels[i]!]!++;
  const backgroundHistogram = histograms.subarray(0, 256);
  const foregroundHistogram = histograms.subarray(256);

  const present = (level: number) => backgroundHistogram[level]! + foregroundHistogram[level]! > 0;
  let low = 0;
  let high = 255;
  while (!present(low)) low++;
  while (!present(high)) high--;
  if (!normalise || low === high) {
    low = 0;
    high = 255;
  }
  const range = high - low;

  return {
    height: prediction.height,
    width: prediction.width,
    levels,
    mask,
    low,
    range,
    foregroundHistogram,
    backgroundHistogram,
    counts: countThresholds({ low, range, foregroundHistogram, backgroundHistogram }),
  };
}

/**
 * Mean absolute error, `mean |value - truth|` over all pixels, in [0, 1]; 0 is best.
 *
 * Source: Perazzi et al., Saliency Filters, CVPR 2012.
 */
export function meanAbsoluteError(pair: SaliencyPair): number {
  const { low, range, foregroundHistogram, backgroundHistogram, levels } = pair;
  let total = 0;
  for (let level = low; level <= low + range; level++) {
    total += (level - low) * backgroundHistogram[level]!;
    total += (low + range - level) * foregroundHistogram[level]!;
  }
  return total / (range * levels.length);
}
