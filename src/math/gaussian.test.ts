import { describe, expect, it } from 'vitest';
import { normalQuantile, SeededGaussian } from './gaussian.ts';
import { mean, variance } from './statistics.ts';

describe('normalQuantile', () => {
  // √2 · erfinv(2p − 1) at 40 digits, of the double nearest to p.
  it.each([
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.925, 1.4395314709384561],
    [0.93, 1.475791028179171],
    [0.01, -2.326347874040841],
    [1e-3, -3.0902323061678136],
    [1e-6, -4.753424308822899],
    [1e-10, -6.361340902404057],
    [1e-12, -7.034483825301132],
    [1e-15, -7.941345326170997],
    [2 ** -53, -8.209536151601387],
  ])('is right for the probability %f', (probability, expected) => {
    expect(Math.abs(normalQuantile(probability) / expected - 1)).toBeLessThan(2e-15);
  });

  it('is 0 in the middle and odd around it', () => {
    expect(normalQuantile(0.5)).toBe(0);
    for (const p of [0.0625, 0.03125, 0.25, 2 ** -40]) {
      expect(normalQuantile(1 - p)).toBe(-normalQuantile(p));
    }
  });

  it.each([0, 1, -0.1, NaN])('refuses %f', (probability) => {
    expect(() => normalQuantile(probability)).toThrow(RangeError);
  });
});

describe('SeededGaussian', () => {
  // sfc32 written in Python, then √2 · erfinv(2u − 1) at 40 digits.
  it.each([
    [0, [-1.4755272875917382, -0.34957138721851755, 0.16506884269381294, -1.477045199417949]],
    [1, [0.31415388166784247, -0.6890775106130432, 0.4278818836475096, -0.5162800216423683]],
    [2024, [-0.3756888266190022, -1.0020859610175028, -0.9297428246430659, -0.9380664253396302]],
    [-1, [-1.699071214900602, -1.0841528180491962, 1.2869921973718894, -0.8744781879246585]],
    [
      2 ** 40 + 7,
      [-0.6175652182925048, -1.1088613104578522, 0.07596325583980569, -0.9829751470546708],
    ],
  ])('agrees with an independent implementation for seed %i', (seed, expected) => {
    const drawn = new SeededGaussian(seed).fill(4);
    drawn.forEach((value, i) => expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(2e-15));
  });

  it('repeats itself, and the n-th number does not depend on how many are drawn', () => {
    const long = new SeededGaussian(7).fill(30);
    const generator = new SeededGaussian(7);
    expect(generator.fill(10)).toEqual(long.slice(0, 10));
    expect(generator.next()).toBe(long[10]);
  });

  it('gives unrelated streams for neighbouring seeds', () => {
    const first = new SeededGaussian(1).fill(4000);
    const second = new SeededGaussian(2).fill(4000);
    const product = first.map((value, i) => value * second[i]!);
    expect(Math.abs(mean(product))).toBeLessThan(4 / Math.sqrt(4000));
  });

  it('is standard normal: moments, and a chi-squared test of 20 equal shares', () => {
    const count = 200_000;
    const values = new SeededGaussian(3).fill(count);
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(variance(values) - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(mean(values.map((value) => value ** 3)))).toBeLessThan(
      4 * Math.sqrt(15 / count),
    );
    expect(Math.abs(mean(values.map((value) => value ** 4)) - 3)).toBeLessThan(
      4 * Math.sqrt(96 / count),
    );
    const edges = Array.from({ length: 19 }, (_, i) => normalQuantile((i + 1) / 20));
    const counts = new Array<number>(20).fill(0);
    for (const value of values) counts[edges.filter((edge) => edge < value).length]!++;
    const chiSquared = counts.reduce((sum, n) => sum + (n - count / 20) ** 2 / (count / 20), 0);
    expect(chiSquared).toBeLessThan(43.8); // 19 degrees of freedom, p = 0.001
  });

  it.each([0.5, NaN, Infinity, 2 ** 60])('refuses the seed %f', (seed) => {
    expect(() => new SeededGaussian(seed)).toThrow('whole number');
  });
});
