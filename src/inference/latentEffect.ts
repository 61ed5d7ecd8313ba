import type { ScalarMap } from '../image/types.ts';
import { type DiagonalGaussian, standardDeviations } from '../model/diagonalGaussian.ts';
import type { Predictor, SampleOptions } from './predictor.ts';

/** How far one latent moves the map of an image. */
export interface LatentEffect {
  /** Mean absolute change over all pixels, in [0,1]. */
  readonly meanChange: number;
  /** Share of the pixels that change by more than 0.1. */
  readonly changedShare: number;
}

/** How far each latent goes to either side of the prior's mean, in standard deviations of the prior. */
const REACH = 2;
const VISIBLE = 0.1;

/**
 * Moves each latent of the current image alone from μ − 2σ to μ + 2σ of the prior, the others at their mean, and compares the
 * two maps. One effect a latent; costs two samples each.
 *
 * @throws what `sample` throws
 */
export async function latentEffects(
  predictor: Pick<Predictor, 'sample'>,
  prior: DiagonalGaussian,
  options?: SampleOptions,
): Promise<LatentEffect[]> {
  const sigma = standardDeviations(prior);
  const moved = (k: number, reach: number) =>
    prior.mu.map((value, i) => (i === k ? value + reach * sigma[i]! : value));
  const ends = prior.mu.flatMap((_, k) => [moved(k, -REACH), moved(k, REACH)]);
  const maps = await predictor.sample(ends, options);
  return prior.mu.map((_, k) => compare(maps[2 * k]!, maps[2 * k + 1]!));
}

function compare(low: ScalarMap, high: ScalarMap): LatentEffect {
  let sum = 0;
  let visible = 0;
  low.data.forEach((value, i) => {
    const change = Math.abs(high.data[i]! - value);
    sum += change;
    visible += Number(change > VISIBLE);
  });
  return { meanChange: sum / low.data.length, changedShare: visible / low.data.length };
}

/** The mean effect of each latent over images, all of the same number of latents. Empty for no images. */
export function averageEffects(images: readonly (readonly LatentEffect[])[]): LatentEffect[] {
  const mean = (k: number, value: (effect: LatentEffect) => number) =>
    images.reduce((sum, effects) => sum + value(effects[k]!), 0) / images.length;
  return (images[0] ?? []).map((_, k) => ({
    meanChange: mean(k, (effect) => effect.meanChange),
    changedShare: mean(k, (effect) => effect.changedShare),
  }));
}
