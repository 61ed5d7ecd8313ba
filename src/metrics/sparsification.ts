import { descendingOrder } from './errorDetection.ts';
import { MetricInputError } from './metricInput.ts';

/** What is left of the error as the most uncertain pixels are taken away. */
export interface Sparsification {
  /**
   * Mean error of the pixels that are left, relative to that of all pixels, after taking away 0, 1/steps, … 1 of them;
   * `steps + 1` numbers. The first is 1, the last, with nothing left, is 0 by definition.
   */
  readonly curve: readonly number[];
  /** The same when the pixels of the largest error are taken away: no uncertainty can do better. */
  readonly oracle: readonly number[];
  /** Area between the two over the fraction taken away, at least 0; 0 is best. */
  readonly ause: number;
}

/**
 * Mean error left after taking away each fraction of the pixels, the highest key first. Among pixels of one key each is
 * as likely to go, so that each carries the mean error of them all.
 */
function meanErrorsLeft(
  keys: Float32Array,
  order: Uint32Array,
  errors: Float32Array,
  steps: number,
): number[] {
  const pixels = keys.length;
  const left = new Array<number>(steps + 1).fill(0);
  const removed = (step: number) => Math.round((step / steps) * pixels);
  let step = steps;
  let sum = 0; // errors of the pixels from `end` on
  for (let end = pixels; end > 0;) {
    const key = keys[order[end - 1]!];
    let start = end;
    let group = 0;
    for (; start > 0 && keys[order[start - 1]!] === key; start--)
      group += errors[order[start - 1]!]!;
    const mean = group / (end - start);
    for (; step >= 0 && removed(step) >= start; step--) {
      const count = pixels - removed(step);
      if (count > 0) left[step] = (sum + mean * (end - removed(step))) / count;
    }
    sum += group;
    end = start;
  }
  return left;
}

/**
 * Sparsification curve of an uncertainty, and the area under the sparsification error (AUSE).
 *
 * Source: Ilg et al., Uncertainty Estimates and Multi-Hypotheses Networks for Optical Flow, ECCV 2018, section 5.
 *
 * @param uncertainty one finite number per pixel, in any unit.
 * @param error the error of each pixel, at least 0, such as `|mean map - ground truth|`.
 * @param steps number of equal parts in which pixels are taken away.
 * @param order the pixels from the most uncertain on, for a caller who has it already.
 * @returns curves of zeros when no pixel has an error.
 * @throws MetricInputError when the two differ in length or there is no pixel.
 */
export function sparsification(
  uncertainty: Float32Array,
  error: Float32Array,
  steps = 100,
  order = descendingOrder(uncertainty),
): Sparsification {
  const pixels = uncertainty.length;
  if (pixels === 0 || error.length !== pixels) {
    throw new MetricInputError(
      `The uncertainty has ${pixels} values and the error has ${error.length}; give one of each per pixel.`,
    );
  }
  const left = meanErrorsLeft(uncertainty, order, error, steps);
  const best = meanErrorsLeft(error, descendingOrder(error), error, steps);
  const all = left[0]!;
  const relative = (value: number) => (all === 0 ? 0 : value / all);
  const curve = left.map(relative);
  const oracle = best.map(relative);
  // Trapezoids; both curves start and end together, so the half weights at the ends meet zeros.
  const ause = curve.reduce((sum, value, step) => sum + value - oracle[step]!, 0) / steps;
  return { curve, oracle, ause };
}
