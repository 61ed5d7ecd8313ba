import { assertSameSize, type BinaryMask } from './metricInput.ts';
import { nearestForeground } from './nearestForeground.ts';

/** Share of the image's diagonal by which a contour may be off, as the Berkeley benchmark has it. */
export const CONTOUR_TOLERANCE = 0.0075;

/** Pixels of a mask beside a pixel that is not in it; the image's edge is no contour. */
export function contourOf({ height, width, data }: BinaryMask): BinaryMask {
  const contour = new Uint8Array(data.length);
  for (let row = 0, i = 0; row < height; row++) {
    for (let column = 0; column < width; column++, i++) {
      if (data[i] === 0) continue;
      const isBeside =
        (row > 0 && data[i - width] === 0) ||
        (row < height - 1 && data[i + width] === 0) ||
        (column > 0 && data[i - 1] === 0) ||
        (column < width - 1 && data[i + 1] === 0);
      if (isBeside) contour[i] = 1;
    }
  }
  return { height, width, data: contour };
}

/** Two contours held against each other. */
export interface ContourScores {
  /** Share of the predicted contour that lies near the true one; 0 without a contour. In [0, 1]. */
  readonly precision: number;
  /** Share of the true contour that lies near the predicted one; 0 without a contour. In [0, 1]. */
  readonly recall: number;
  /** `2 P R / (P + R)`, in [0, 1]; 1 when neither mask has a contour. */
  readonly f: number;
  /** In pixels: the distance up to which a contour is near. */
  readonly tolerance: number;
  /** Contour pixels that are near: of the prediction, and of the ground truth. */
  readonly predictedHits: Uint8Array;
  readonly trueHits: Uint8Array;
}

/**
 * F-measure of a mask's contour, with a tolerance of `share` of the image's diagonal.
 *
 * The Berkeley benchmark pairs contour pixels one to one; here, as in DAVIS, a pixel is right when any pixel of the other
 * contour is near, which costs two distance transforms and differs only where contours run side by side.
 *
 * Source: Arbeláez et al., Contour Detection and Hierarchical Image Segmentation, TPAMI 2011, section 3 (tolerance);
 * Perazzi et al., A Benchmark Dataset and Evaluation Methodology for Video Object Segmentation, CVPR 2016, section 4.
 *
 * @throws MetricInputError when the sizes differ
 */
export function contourFMeasure(
  prediction: BinaryMask,
  truth: BinaryMask,
  share = CONTOUR_TOLERANCE,
): ContourScores {
  assertSameSize(prediction, 'prediction', truth, 'ground truth');
  const tolerance = share * Math.hypot(prediction.height, prediction.width);
  const predicted = contourOf(prediction);
  const real = contourOf(truth);
  const predictedHits = near(predicted, real, tolerance);
  const trueHits = near(real, predicted, tolerance);
  const [predictedPixels, truePixels] = [count(predicted.data), count(real.data)];
  const precision = predictedPixels === 0 ? 0 : count(predictedHits) / predictedPixels;
  const recall = truePixels === 0 ? 0 : count(trueHits) / truePixels;
  const f =
    predictedPixels + truePixels === 0
      ? 1
      : precision + recall === 0
        ? 0
        : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f, tolerance, predictedHits, trueHits };
}

/** The pixels of one contour that lie within the tolerance of another. */
function near(contour: BinaryMask, other: BinaryMask, tolerance: number): Uint8Array {
  if (!other.data.includes(1)) return new Uint8Array(contour.data.length);
  const { squaredDistance } = nearestForeground(other);
  const most = tolerance * tolerance;
  return contour.data.map((value, i) => (value === 1 && squaredDistance[i]! <= most ? 1 : 0));
}

function count(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0);
}
