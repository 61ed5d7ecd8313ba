import { FARTHEST_BLUR, FARTHEST_SHIFT, MOST_NOISE, stepsOf } from '../../image/damage.ts';
import { formatFixed, formatPercent, formatThousandths } from '../parts/format.ts';

/** The part of the catalogue that speaks of the damage lab. */
export const damageMessages = {
  button: 'Damage the depth',
  buttonHelp: 'See how much the answer depends on the depth map: damage it, and watch',
  noDepth: 'This needs a depth map, and the photo runs without one',
  title: 'Damage lab',
  intro: 'Damage the depth map and watch what the network makes of it.',

  kind: 'Damage',
  kinds: {
    noise: 'Noise',
    steps: 'Steps',
    holes: 'Holes',
    blur: 'Blur',
    shift: 'Shift',
    inversion: 'Inversion',
    other: 'Other picture',
  },
  amount: 'Amount',
  amounts: {
    none: 'no damage',
    noise: (amount: number) => `standard deviation ${formatFixed(MOST_NOISE * amount, 2)}`,
    steps: (amount: number) => `${stepsOf(amount) + 1} levels of depth are left`,
    holes: (amount: number) => `${formatPercent(amount)} of the picture without a reading`,
    blur: (amount: number) =>
      `over ${formatPercent(FARTHEST_BLUR * amount)} of the width, three times`,
    shift: (amount: number) => `by ${formatPercent(FARTHEST_SHIFT * amount)} of the width`,
    inversion: (amount: number) => `${formatPercent(amount)} near and far exchanged`,
    other: (amount: number) => `${formatPercent(amount)} of another picture’s depth`,
  },
  other: 'Whose depth',
  ownDepth: 'A depth map of yours',
  ownNear: 'Near is',
  nearEnds: { bright: 'bright', dark: 'dark' },
  otherFailed:
    'That picture’s depth could not be fetched. Check the connection, or choose another picture.',

  pictures: {
    damaged: 'Damaged depth',
    corrected: 'Corrected depth',
    before: 'Answer before',
    after: 'Answer now',
  },

  curves: {
    overlap: 'Still marked alike',
    saliency: 'Saliency changed by',
    depth: 'Corrected depth changed by',
    disagreement: 'Answers disagree by',
  },
  curveLabel: (title: string, top: string) =>
    `${title}, against the amount of damage, on a scale up to ${top}`,
  scale: (top: string) => `up to ${top}`,
  least: 'none',
  most: 'strongest',
  bits: (value: number) => `${formatThousandths(value)} bit`,
  change: (value: number) => `${formatThousandths(value)} of 1`,
  changeHelp:
    'Changes are mean absolute differences to the maps without damage; 1 would be from black to white everywhere.',

  measuring: (done: number) => `Measuring the curves, amount ${done + 1}…`,
  changes: (amount: string) =>
    `The answer changes here: ${amount}. Beyond it, less than 80% of what is marked stays marked.`,
  holds:
    'The answer never changes: with the strongest damage, at least 80% of what is marked stays marked.',
  slow: 'This network takes long over every map, so no curves are measured; the slider works.',
};
