import { describe, expect, it } from 'vitest';
import {
  klDivergence,
  pooledGaussian,
  reparameterize,
  standardDeviations,
} from './diagonalGaussian.ts';

const narrow = { mu: [0, 1], logVar: [0, Math.log(0.25)] };
const wide = { mu: [1, 1], logVar: [0, Math.log(4)] };

describe('reparameterize', () => {
  it('shifts and stretches the noise', () => {
    expect(standardDeviations(wide)).toEqual([1, 2]);
    expect(reparameterize(wide, [0.5, -1])).toEqual([1.5, -1]);
  });
});

describe('pooledGaussian', () => {
  it('has the mean and the variance of draws from both', () => {
    const { mu, logVar } = pooledGaussian([narrow, wide]);
    expect(mu).toEqual([0.5, 1]);
    expect(Math.exp(logVar[0]!)).toBeCloseTo(1 + 0.25, 12); // within, and between
    expect(Math.exp(logVar[1]!)).toBeCloseTo((0.25 + 4) / 2, 12);
  });
});

describe('klDivergence', () => {
  it('is 0 of a Gaussian to itself', () => {
    expect(klDivergence(wide, wide)).toEqual([0, 0]);
  });

  it('agrees with the closed form by hand', () => {
    const [shifted, narrower] = klDivergence(narrow, wide);
    expect(shifted).toBeCloseTo(0.5, 12); // (0 − 1)² / 2
    expect(narrower).toBeCloseTo(Math.log(2 / 0.5) + 0.25 / 8 - 0.5, 12); // log σp/σq + σq²/2σp² − ½
  });

  it('agrees with the integral of q log q/p', () => {
    const density = (x: number, mu: number, variance: number) =>
      Math.exp(-((x - mu) ** 2) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    const step = 1e-3;
    let integral = 0;
    for (let x = -12; x < 12; x += step) {
      const q = density(x, 0.3, 0.5);
      integral += q * Math.log(q / density(x, -1, 2)) * step;
    }
    const q = { mu: [0.3], logVar: [Math.log(0.5)] };
    const p = { mu: [-1], logVar: [Math.log(2)] };
    expect(klDivergence(q, p)[0]).toBeCloseTo(integral, 6);
    expect(klDivergence(p, q)[0]).not.toBeCloseTo(integral, 1);
  });
});
