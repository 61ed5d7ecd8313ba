import {
  assertSameSize,
  MetricInputError,
  toMask,
  toUnitFloats,
  type GreyImage,
} from './metricInput.ts';

/** Pixels grouped by predicted probability, in equal parts of [0, 1]; plain numbers that add up over images. */
export interface CalibrationBins {
  /** Pixels in each bin. */
  readonly pixels: readonly number[];
  /** Sum of their probabilities. */
  readonly probability: readonly number[];
  /** How many of them are foreground; of shares their sum. */
  readonly foreground: readonly number[];
}

/** One bar of a reliability diagram. */
export interface ReliabilityBin {
  /** The bin holds probabilities from `from` up to, not including, `to`; the last one includes 1. */
  readonly from: number;
  readonly to: number;
  readonly pixels: number;
  /** null in an empty bin. */
  readonly meanProbability: number | null;
  readonly foregroundShare: number | null;
}

function emptyBins(bins: number) {
  const zeros = () => new Array<number>(bins).fill(0);
  return { pixels: zeros(), probability: zeros(), foreground: zeros() };
}

/**
 * Groups the pixels of a map by its value, read as the probability of foreground.
 *
 * @param map floats in [0, 1] as they are, or bytes as level / 255.
 * @throws MetricInputError when the sizes differ or a value is out of range.
 */
export function calibrationBins(
  map: GreyImage,
  groundTruth: GreyImage,
  bins = 15,
): CalibrationBins {
  assertSameSize(map, 'map', groundTruth, 'ground truth');
  return shareBins(map, toMask(groundTruth).data, bins);
}

/**
 * The same where people answered differently: a map is calibrated when a share p of them marked the pixels of value p.
 *
 * @param shares of each pixel the share of the people who marked it, in [0, 1].
 * @throws MetricInputError when the sizes differ or a value is out of range.
 */
export function shareBins(
  map: GreyImage,
  shares: Float32Array | Uint8Array,
  bins = 15,
): CalibrationBins {
  assertSameSize(map, 'map', { ...map, data: shares }, 'map of shares');
  const values = toUnitFloats(map, 'map');
  const { pixels, probability, foreground } = emptyBins(bins);
  for (let i = 0; i < shares.length; i++) {
    const value = values[i]!;
    const bin = Math.min(bins - 1, Math.floor(value * bins));
    pixels[bin]!++;
    probability[bin]! += value;
    foreground[bin]! += shares[i]!;
  }
  return { pixels, probability, foreground };
}

/**
 * Expected calibration error, `Σ_bins (n_b / N) · |share of foreground - mean probability|`, in [0, 1]; 0 is best, and NaN
 * where no pixel was grouped.
 *
 * Source: Naeini, Cooper and Hauskrecht, Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI 2015, here
 * of the probability of foreground.
 */
export function expectedCalibrationError({
  pixels,
  probability,
  foreground,
}: CalibrationBins): number {
  const total = pixels.reduce((sum, count) => sum + count, 0);
  const gaps = pixels.map((_, bin) => Math.abs(foreground[bin]! - probability[bin]!));
  return gaps.reduce((sum, gap) => sum + gap, 0) / total;
}

/** Calibration error over a set: the pixels of all images in one reliability diagram. */
export class CalibrationError {
  private readonly sums: ReturnType<typeof emptyBins>;

  constructor(readonly bins = 15) {
    this.sums = emptyBins(bins);
  }

  /**
   * Takes in an image and returns its own calibration error.
   * @throws MetricInputError as `calibrationBins`
   */
  step(map: GreyImage, groundTruth: GreyImage): number {
    const bins = calibrationBins(map, groundTruth, this.bins);
    this.add(bins);
    return expectedCalibrationError(bins);
  }

  /** Takes in an image that was grouped elsewhere, into the same number of bins. */
  add({ pixels, probability, foreground }: CalibrationBins): void {
    for (let bin = 0; bin < this.bins; bin++) {
      this.sums.pixels[bin]! += pixels[bin]!;
      this.sums.probability[bin]! += probability[bin]!;
      this.sums.foreground[bin]! += foreground[bin]!;
    }
  }

  /**
   * The error over all pixels so far, and the reliability diagram.
   * @throws MetricInputError when there was none.
   */
  results(): { expectedCalibrationError: number; reliability: ReliabilityBin[] } {
    const { pixels, probability, foreground } = this.sums;
    if (pixels.every((count) => count === 0)) {
      throw new MetricInputError('No image has been scored yet; step at least one first.');
    }
    const reliability = pixels.map((count, bin) => ({
      from: bin / this.bins,
      to: (bin + 1) / this.bins,
      pixels: count,
      meanProbability: count === 0 ? null : probability[bin]! / count,
      foregroundShare: count === 0 ? null : foreground[bin]! / count,
    }));
    return { expectedCalibrationError: expectedCalibrationError(this.sums), reliability };
  }
}
