import { mean } from '../math/statistics.ts';
import { MetricInputError } from './metricInput.ts';

/** What the correlation of two quantities is computed from; adds up over images without loss (`addMoments`). */
export interface JointMoments {
  readonly count: number;
  readonly meanX: number;
  readonly meanY: number;
  /** Σ (x − meanX)², Σ (y − meanY)² and Σ (x − meanX)·(y − meanY). */
  readonly squaresX: number;
  readonly squaresY: number;
  readonly products: number;
}

/** Of no pairs. */
export const NO_MOMENTS: JointMoments = {
  count: 0,
  meanX: 0,
  meanY: 0,
  squaresX: 0,
  squaresY: 0,
  products: 0,
};

/**
 * Moments of the pairs `(x[i], y[i])`, in two passes so that nothing cancels.
 *
 * @throws MetricInputError when the two differ in length or are empty.
 */
export function jointMoments(x: Float32Array, y: Float32Array): JointMoments {
  const count = x.length;
  if (count === 0 || y.length !== count) {
    throw new MetricInputError(
      `A correlation needs pairs of values, got ${count} and ${y.length}; give one of each per pixel.`,
    );
  }
  const meanX = mean(x);
  const meanY = mean(y);
  let squaresX = 0;
  let squaresY = 0;
  let products = 0;
  for (let i = 0; i < count; i++) {
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    squaresX += dx * dx;
    squaresY += dy * dy;
    products += dx * dy;
  }
  return { count, meanX, meanY, squaresX, squaresY, products };
}

/** Moments of the pairs of both. Source: Chan, Golub and LeVeque, Updating Formulae, COMPSTAT 1982. */
export function addMoments(a: JointMoments, b: JointMoments): JointMoments {
  const count = a.count + b.count;
  if (count === 0) return NO_MOMENTS;
  const share = b.count / count;
  const dx = b.meanX - a.meanX;
  const dy = b.meanY - a.meanY;
  const weight = a.count * share;
  return {
    count,
    meanX: a.meanX + share * dx,
    meanY: a.meanY + share * dy,
    squaresX: a.squaresX + b.squaresX + weight * dx * dx,
    squaresY: a.squaresY + b.squaresY + weight * dy * dy,
    products: a.products + b.products + weight * dx * dy,
  };
}

/** Pearson's correlation, in [-1, 1]; null where one of the two does not vary. */
export function pearson({ squaresX, squaresY, products }: JointMoments): number | null {
  const scale = Math.sqrt(squaresX * squaresY);
  return scale === 0 ? null : products / scale;
}
