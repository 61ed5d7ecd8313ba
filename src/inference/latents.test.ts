import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../math/gaussian.ts';
import { mean, variance } from '../math/statistics.ts';
import { drawLatents, standardNormal } from './latents.ts';
import { PredictorError } from './predictor.ts';

const FIFTHS = [0.2, 0.4, 0.6, 0.8].map(normalQuantile);
const fifth = (epsilon: number) => FIFTHS.filter((edge) => edge < epsilon).length;

describe('drawLatents', () => {
  it.each([0, 1, 98, 2024, -7])(
    'takes of seed %i one draw from each fifth of each latent',
    (seed) => {
      const drawn = drawLatents(standardNormal(3), 10, seed);
      for (const block of [drawn.slice(0, 5), drawn.slice(5)]) {
        for (const latent of [0, 1, 2]) {
          expect(block.map((z) => fifth(z[latent]!)).sort()).toEqual([0, 1, 2, 3, 4]);
        }
      }
    },
  );

  it('leaves each draw alone a plain normal one, whatever its place', () => {
    const seeds = Array.from({ length: 4000 }, (_, seed) => seed);
    for (const place of [0, 3, 6]) {
      const values = seeds.map((seed) => drawLatents(standardNormal(2), 7, seed)[place]![1]!);
      // Five standard errors: 1 / sqrt(4000), and sqrt(2 / 4000).
      expect(Math.abs(mean(values))).toBeLessThan(0.08);
      expect(Math.abs(variance(values) - 1)).toBeLessThan(0.12);
      const inside = values.filter((value) => Math.abs(value) < 1).length / values.length;
      expect(Math.abs(inside - 0.6827)).toBeLessThan(0.037);
    }
  });

  it('lets the latents of a draw know nothing of each other', () => {
    const products = Array.from({ length: 4000 }, (_, seed) => {
      const [z] = drawLatents(standardNormal(2), 1, seed);
      return z![0]! * z![1]!;
    });
    expect(Math.abs(mean(products))).toBeLessThan(0.08);
  });

  it('gives draw i of a seed whatever the count', () => {
    const all = drawLatents(standardNormal(3), 12, 5);
    for (const count of [1, 4, 5, 6]) {
      expect(drawLatents(standardNormal(3), count, 5)).toEqual(all.slice(0, count));
    }
  });

  it('moves and widens them as the prior and the spread say', () => {
    const prior = { mu: [3, -1], logVar: [Math.log(4), 0] };
    const plain = drawLatents(standardNormal(2), 5, 9);
    drawLatents(prior, 5, 9, 2).forEach((z, i) => {
      expect(z[0]).toBeCloseTo(3 + 2 * 2 * plain[i]![0]!, 12);
      expect(z[1]).toBeCloseTo(-1 + 2 * plain[i]![1]!, 12);
    });
  });

  it.each([0, -1, 2.5, NaN])('refuses %f samples', (count) => {
    expect(() => drawLatents(standardNormal(3), count, 1)).toThrow(PredictorError);
  });
});
