import { formatThousandths } from '../parts/format.ts';
import type { Trained } from '../parts/trained.ts';
import type { Variant } from '../../inference/predictor.ts';

/** The part of the catalogue that speaks of parts of the network taken out. */
export const whatIfMessages = {
  button: 'What if…',
  buttonHelp: 'What this network answers without one of its parts',
  notHere: 'Only UC-Net as it is trained here has parts that can be taken out',
  title: 'What if the network lacked a part?',
  choice: 'Take out',
  variants: {
    m2: 'The depth correction',
    m4: 'What the photo says of people',
    m6: 'The latents',
  } satisfies Record<Exclude<Variant, 'full'>, string>,
  texts: {
    m2: 'Saliency is found on the depth as it was read, holes and noise included (variant M2).',
    m4: 'The latents come from a standard normal distribution, whatever the photo is, instead of from the prior that the network reads off it (variant M4). The weights shipped here read nearly this distribution off every photo, so hardly anything changes.',
    m6: 'All answers have the same latents. They differ by Monte-Carlo dropout: each leaves out other channels at random, as in training (variant M6).',
  } satisfies Record<Exclude<Variant, 'full'>, string>,
  weights:
    'The weights are the same as always, and were trained with all parts. So this shows what these weights make of it.',
  trained: (without: Trained, whole: Trained) =>
    `Networks trained anew, each on 30,000 small pictures: without the part S is ${formatThousandths(without.sMeasure)}, with all parts ${formatThousandths(whole.sMeasure)}; five answers are at an energy distance of ${formatThousandths(without.energyDistance)} and ${formatThousandths(whole.energyDistance)} from twelve people’s. Of S, the structure measure, more is better; of the distance, less.`,
  pictures: 'Answers with and without the part',
  asItIs: 'As it is',
  without: 'Without it',
  mean: 'Mean of the answers',
  disagreement: 'Where they disagree',
  depth: 'Depth in use',
  answers: 'The answers',
  answer: (number: number) => `Answer ${number}`,
  waiting: 'Running the network without the part…',
  saliency: 'Saliency changed by',
  overlap: 'Still marked alike',
  disagree: 'Disagreement',
  change: (value: number) => `${formatThousandths(value)} of 1`,
  bits: (before: number, after: number) =>
    `${formatThousandths(before)} → ${formatThousandths(after)}\u00a0bit`,
};
