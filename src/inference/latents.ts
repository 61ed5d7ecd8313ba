import { SeededGaussian } from '../math/gaussian.ts';
import { type DiagonalGaussian, reparameterize } from '../model/diagonalGaussian.ts';
import type { GaussianTensors } from '../model/latentNets.ts';
import { PredictorError } from './predictor.ts';

/**
 * Draws from a prior: z = mu + spread · exp(logVar / 2) · epsilon. Draw i depends on the seed and on i alone.
 *
 * @throws PredictorError for a count that is not a whole number above 0; RangeError for a bad seed
 */
export function drawLatents(
  prior: DiagonalGaussian,
  count: number,
  seed: number,
  spread = 1,
): number[][] {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new PredictorError(`The number of samples is a whole number above 0, got ${count}.`);
  }
  const gaussian = new SeededGaussian(seed);
  return Array.from({ length: count }, () => {
    const epsilon = gaussian.fill(prior.mu.length).map((value) => spread * value);
    return reparameterize(prior, epsilon);
  });
}

/** @throws PredictorError for a z of another length, or with something else than finite numbers */
export function requireLatent(z: readonly number[], latentDim: number): void {
  if (z.length !== latentDim || !z.every(Number.isFinite)) {
    throw new PredictorError(`A latent z has ${latentDim} finite numbers, got [${z.join(', ')}].`);
  }
}

/** Waits for the backend. The caller frees the tensors. */
export async function readGaussian({ mu, logVar }: GaussianTensors): Promise<DiagonalGaussian> {
  const [means, logVariances] = await Promise.all([mu.data(), logVar.data()]);
  return { mu: Array.from(means), logVar: Array.from(logVariances) };
}

/** As it was read of the backend. */
export function gaussianFrom({
  mu,
  logVar,
}: Readonly<Record<'mu' | 'logVar', Float32Array>>): DiagonalGaussian {
  return { mu: Array.from(mu), logVar: Array.from(logVar) };
}

/** The prior of a plain variational autoencoder, whatever the image. */
export function standardNormal(latentDim: number): DiagonalGaussian {
  const zeros = new Array<number>(latentDim).fill(0);
  return { mu: zeros, logVar: zeros };
}
