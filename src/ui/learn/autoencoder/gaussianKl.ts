import { klDivergence, reparameterize } from '../../../model/diagonalGaussian.ts';

/** A Gaussian by its mean and standard deviation. */
export interface Gaussian {
  readonly mu: number;
  /** Above 0. */
  readonly sigma: number;
}

/** KL(q ‖ p) in nats, by the function that the network's own posterior and prior are held against each other with. */
export function gaussianKl(q: Gaussian, p: Gaussian): number {
  return klDivergence(diagonal(q), diagonal(p))[0]!;
}

/** z = μ + σ · ε, by the function that draws the network's own samples. */
export function drawn(q: Gaussian, epsilon: number): number {
  return reparameterize(diagonal(q), [epsilon])[0]!;
}

/** Density of a Gaussian at x. */
export function density({ mu, sigma }: Gaussian, x: number): number {
  return Math.exp(-(((x - mu) / sigma) ** 2) / 2) / (sigma * Math.sqrt(2 * Math.PI));
}

function diagonal({ mu, sigma }: Gaussian) {
  return { mu: [mu], logVar: [2 * Math.log(sigma)] };
}
