import { meanChange, overlap } from '../../image/marks.ts';
import { mean } from '../../math/statistics.ts';
import type { ImageFacts, SampleSet } from '../../worker/protocol.ts';
import type { Effect } from './changeSearch.ts';

/** What the network made of an image. */
export interface Outcome {
  readonly image: Pick<ImageFacts, 'correctedDepth'>;
  readonly samples: Pick<SampleSet, 'mean' | 'disagreement'>;
}

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
