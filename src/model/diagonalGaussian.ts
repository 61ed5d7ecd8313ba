/** A Gaussian with independent coordinates, over the latent z. */
export interface DiagonalGaussian {
  /** Mean of each latent dimension. */
  readonly mu: readonly number[];
  /** Natural logarithm of the **variance** of each latent dimension. */
  readonly logVar: readonly number[];
}

/** The standard deviation of each dimension: exp(logVar / 2). */
export function standardDeviations({ logVar }: DiagonalGaussian): number[] {
  return logVar.map((value) => Math.exp(value / 2));
}

/**
 * The reparameterised draw z = mu + exp(logVar / 2) · epsilon (Kingma and Welling 2014, section 2.4).
 *
 * @param epsilon one standard normal number a dimension
 */
export function reparameterize(gaussian: DiagonalGaussian, epsilon: readonly number[]): number[] {
  const sigma = standardDeviations(gaussian);
  return gaussian.mu.map((mu, k) => mu + sigma[k]! * epsilon[k]!);
}

/** The Gaussian with the mean and the variance of draws from all of these together. */
export function pooledGaussian(gaussians: readonly DiagonalGaussian[]): DiagonalGaussian {
  const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const mu = gaussians[0]!.mu.map((_, k) => average(gaussians.map((each) => each.mu[k]!)));
  const logVar = mu.map((centre, k) =>
    Math.log(
      average(gaussians.map((each) => Math.exp(each.logVar[k]!) + (each.mu[k]! - centre) ** 2)),
    ),
  );
  return { mu, logVar };
}

/**
 * The Kullback-Leibler divergence KL(q ‖ p) in nats, one number a dimension; it is their sum:
 * ½ (log σp² − log σq² + (σq² + (μq − μp)²) / σp² − 1)  (Kingma and Welling 2014, appendix B, for any p).
 */
export function klDivergence(q: DiagonalGaussian, p: DiagonalGaussian): number[] {
  return q.mu.map((mu, k) => {
    const logRatio = q.logVar[k]! - p.logVar[k]!;
    const distance = (mu - p.mu[k]!) ** 2 / Math.exp(p.logVar[k]!);
    return 0.5 * (Math.exp(logRatio) - logRatio + distance - 1);
  });
}
