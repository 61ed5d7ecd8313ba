import { MetricInputError } from './metricInput.ts';

/** How well an uncertainty finds the errors. */
export interface ErrorDetection {
  /** Area under the ROC curve, in [0, 1]; 0.5 for a random uncertainty. null when all pixels are right, or none. */
  readonly auroc: number | null;
  /** Area under the precision-recall curve, in [0, 1]; `errorRate` for a random uncertainty. null as above. */
  readonly aupr: number | null;
  /** Share of wrong pixels, in [0, 1]. */
  readonly errorRate: number;
}

/**
 * Treats uncertainty as a detector of wrong pixels: flag all pixels above a threshold, for every threshold.
 *
 * AUROC is the probability that a wrong pixel is more uncertain than a right one, equal uncertainty counting half.
 * AUPR is the average precision, `Σ (R_n - R_{n-1}) · P_n` over the distinct values of the uncertainty.
 *
 * Sources: Hendrycks and Gimpel, A Baseline for Detecting Misclassified Examples, ICLR 2017; Fawcett, An Introduction to
 * ROC Analysis, 2006; Davis and Goadrich, The Relationship Between Precision-Recall and ROC Curves, ICML 2006.
 *
 * @param uncertainty one finite number per pixel, in any unit.
 * @param wrong 1 where the prediction is wrong, else 0.
 * @param order the pixels from the most uncertain on, for a caller who has it already.
 * @throws MetricInputError when the two differ in length or there is no pixel.
 */
export function errorDetection(
  uncertainty: Float32Array,
  wrong: Uint8Array,
  order = descendingOrder(uncertainty),
): ErrorDetection {
  const pixels = uncertainty.length;
  if (pixels === 0 || wrong.length !== pixels) {
    throw new MetricInputError(
      `The uncertainty has ${pixels} values and the errors have ${wrong.length}; give one of each per pixel.`,
    );
  }
  const errors = wrong.reduce((sum, value) => sum + value, 0);
  const errorRate = errors / pixels;
  if (errors === 0 || errors === pixels) return { auroc: null, aupr: null, errorRate };

  let found = 0; // wrong pixels flagged
  let rocArea = 0;
  let precisionArea = 0;
  for (let start = 0; start < pixels;) {
    const value = uncertainty[order[start]!];
    let end = start;
    let foundHere = 0;
    for (; end < pixels && uncertainty[order[end]!] === value; end++)
      foundHere += wrong[order[end]!]!;
    const falseAlarmsHere = end - start - foundHere;
    rocArea += falseAlarmsHere * (found + foundHere / 2);
    found += foundHere;
    precisionArea += foundHere * (found / end);
    start = end;
  }
  return {
    auroc: rocArea / (errors * (pixels - errors)),
    aupr: precisionArea / errors,
    errorRate,
  };
}

const DIGIT = 1 << 16;
const SIGN = 0x80000000;

/**
 * A whole number for each float, smaller for larger values. The bits of positive floats already order like whole
 * numbers.
 */
function descendingKeys(values: Float32Array): Uint32Array {
  const withoutNegativeZero = values.map((value) => value + 0);
  const keys = new Uint32Array(withoutNegativeZero.buffer);
  for (let i = 0; i < keys.length; i++) if (keys[i]! < SIGN) keys[i] = ~(keys[i]! | SIGN);
  return keys;
}

/**
 * The indices of some floats from the largest value to the smallest, equal values in their own order.
 *
 * A radix sort in two passes of 16 bits: a comparison sort of all pixels of a photo takes several times as long.
 *
 * @param values finite.
 */
export function descendingOrder(values: Float32Array): Uint32Array {
  const keys = descendingKeys(values);
  let order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let sorted = new Uint32Array(values.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(DIGIT + 1);
    for (const key of keys) starts[((key >>> shift) & (DIGIT - 1)) + 1]!++;
    for (let digit = 0; digit < DIGIT; digit++) starts[digit + 1]! += starts[digit]!;
    for (const index of order) sorted[starts[(keys[index]! >>> shift) & (DIGIT - 1)]!++] = index;
    [order, sorted] = [sorted, order];
  }
  return order;
}
