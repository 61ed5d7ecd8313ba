import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { averageEffects, latentEffects } from './latentEffect.ts';
import type { Predictor } from './predictor.ts';

/** Two pixels: the first shows z1 alone, the second z2 at a tenth. */
const asked: (readonly number[])[] = [];
const predictor = {
  sample: (z: readonly (readonly number[])[]) => {
    asked.push(...z);
    const maps = z.map(([first, second]): ScalarMap => ({
      height: 1,
      width: 2,
      data: Float32Array.of(first!, second! / 10),
    }));
    return Promise.resolve(maps);
  },
} as Pick<Predictor, 'sample'> as Predictor;

describe('latentEffects', () => {
  it('moves one latent at a time by two standard deviations to either side', async () => {
    const prior = { mu: [0.5, 0.25], logVar: [2 * Math.log(0.1), 2 * Math.log(0.2)] };
    const [first, second] = await latentEffects(predictor, prior);
    expect(asked.map((z) => z.map((value) => value.toFixed(3)))).toEqual([
      ['0.300', '0.250'],
      ['0.700', '0.250'],
      ['0.500', '-0.150'],
      ['0.500', '0.650'],
    ]);
    expect(first!.meanChange).toBeCloseTo(0.2, 6);
    expect(first!.changedShare).toBe(0.5);
    expect(second!.meanChange).toBeCloseTo(0.04, 6);
    expect(second!.changedShare).toBe(0);
  });
});

describe('averageEffects', () => {
  it('averages latent by latent', () => {
    const images = [
      [{ meanChange: 0.1, changedShare: 0.2 }],
      [{ meanChange: 0.3, changedShare: 0.6 }],
    ];
    expect(averageEffects(images)[0]!.meanChange).toBeCloseTo(0.2);
    expect(averageEffects(images)[0]!.changedShare).toBeCloseTo(0.4);
    expect(averageEffects([])).toEqual([]);
  });
});
