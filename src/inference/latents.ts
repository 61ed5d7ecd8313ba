import { normalQuantile, SeededGaussian } from '../math/gaussian.ts';
import { type DiagonalGaussian, reparameterize } from '../model/diagonalGaussian.ts';
import type { GaussianTensors } from '../model/latentNets.ts';
import { PredictorError } from './predictor.ts';

/** As many answers as the page shows at first. */
const BLOCK = 5;

/**
 * `BLOCK` standard normal vectors as a Latin hypercube: of each latent's distribution every fifth is met by just one of
 * them. Each vector alone is a plain draw of N(0, I), but five of them never crowd together by chance.
 *
 * Source: M. D. McKay, R. J. Beckman, W. J. Conover, "A Comparison of Three Methods for Selecting Values of Input
 * Variables in the Analysis of Output from a Computer Code", Technometrics 21 (1979).
 */
function latinHypercube(latentDim: number, random: SeededGaussian): number[][] {
  const columns = Array.from({ length: latentDim }, () =>
    shuffled(BLOCK, random).map((part) => {
      // The last part's end may round to 1, which has no quantile.
      const probability = Math.min((part + random.uniform()) / BLOCK, 1 - 2 ** -53);
      return normalQuantile(probability);
    }),
  );
  return Array.from({ length: BLOCK }, (_, i) => columns.map((column) => column[i]!));
}

/** 0 … length − 1 in an order of which each is as likely (Fisher and Yates). */
function shuffled(length: number, random: SeededGaussian): number[] {
  const order = Array.from({ length }, (_, i) => i);
  for (let last = length - 1; last > 0; last--) {
    const other = Math.floor(random.uniform() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
  return order;
}

/** @throws PredictorError for a count that is not a whole number above 0 */
export function requireCount(count: number): void {
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new PredictorError(`The number of samples is a whole number above 0, got ${count}.`);
  }
}

/**
 * Draws from a prior: z = mu + spread · exp(logVar / 2) · epsilon, epsilon in blocks of five that are a Latin hypercube
 * each. Draw i depends on the seed and on i alone.
 *
 * @throws PredictorError for a count that is not a whole number above 0; RangeError for a bad seed
 */
export function drawLatents(
  prior: DiagonalGaussian,
  count: number,
  seed: number,
  spread = 1,
): number[][] {
  requireCount(count);
  const random = new SeededGaussian(seed);
  const drawn: number[][] = [];
  while (drawn.length < count) drawn.push(...latinHypercube(prior.mu.length, random));
  return drawn.slice(0, count).map((epsilon) =>
    reparameterize(
      prior,
      epsilon.map((value) => spread * value),
    ),
  );
}

/** @throws PredictorError for a z of another length, or with something else than finite numbers */
export function requireLatent(z: readonly number[], latentDim: number): void {
  if (z.length !== latentDim || !z.every(Number.isFinite)) {
    throw new PredictorError(`A latent z has ${latentDim} finite numbers, got [${z.join(', ')}].`);
  }
}

/** Waits for the backend, and frees the tensors. */
export async function readGaussian({ mu, logVar }: GaussianTensors): Promise<DiagonalGaussian> {
  try {
    const [means, logVariances] = await Promise.all([mu.data(), logVar.data()]);
    return { mu: Array.from(means), logVar: Array.from(logVariances) };
  } finally {
    mu.dispose();
    logVar.dispose();
  }
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
