import type { ScalarMap } from '../../image/types.ts';
import { mean } from '../../math/statistics.ts';
import type { ImageFacts, SampleSet } from '../../worker/protocol.ts';
import type { Effect } from './changeSearch.ts';

/** What the network made of an image. */
export interface Outcome {
  readonly image: Pick<ImageFacts, 'correctedDepth'>;
  readonly samples: Pick<SampleSet, 'mean' | 'disagreement'>;
}

/** From here on a pixel of the mean map counts as marked. */
const MARKED = 0.5;

/** Holds the outcome with a damage against the one without it. */
export function measureEffect(amount: number, whole: Outcome, damaged: Outcome): Effect {
  const [before, after] = [whole.image.correctedDepth, damaged.image.correctedDepth];
  return {
    amount,
    saliency: meanChange(whole.samples.mean, damaged.samples.mean),
    depth: before === null || after === null ? null : meanChange(before, after),
    disagreement: mean(damaged.samples.disagreement.data),
    overlap: overlap(whole.samples.mean, damaged.samples.mean),
  };
}

function meanChange(one: ScalarMap, other: ScalarMap): number {
  let sum = 0;
  one.data.forEach((value, pixel) => (sum += Math.abs(value - other.data[pixel]!)));
  return sum / one.data.length;
}

/** Intersection over union of what is marked; 1 where neither marks anything. */
export function overlap(one: ScalarMap, other: ScalarMap): number {
  let both = 0;
  let either = 0;
  one.data.forEach((value, pixel) => {
    const [first, second] = [value >= MARKED, other.data[pixel]! >= MARKED];
    both += Number(first && second);
    either += Number(first || second);
  });
  return either === 0 ? 1 : both / either;
}
