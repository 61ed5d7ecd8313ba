import { formatPercent } from '../parts/format.ts';
import type { Reasons } from './reasons.ts';

type Distance = NonNullable<Reasons['distance']>;

const DISTANCES: Readonly<Record<Distance, string>> = {
  nearer: 'nearer than what all mark',
  alike: 'as near as what all mark',
  farther: 'farther away than what all mark',
};

/** The part of the catalogue that says why a place is contested. */
export const whyMessages = {
  measuring: 'Measuring why…',
  depth: (without: number, count: number) =>
    `The depth decides it: without depth, ${without} of ${count} mark it.`,
  /** The end of a slider to which it is marked, and how surely its pixels are at both, on average. */
  slider: (end: string, low: number, high: number) =>
    `It goes with the slider “${end}”: at its left end this place is marked with ${formatPercent(low)} certainty on average, at its right with ${formatPercent(high)}.`,
  nothing: 'Neither the depth nor a slider alone decides it.',
  noSlider: 'No slider alone decides it.',
  lies: (distance: Distance | null, cut: boolean) => {
    const facts = [distance && DISTANCES[distance], cut && 'cut by the picture’s edge'];
    return `It is ${facts.filter(Boolean).join(', and ')}.`;
  },
  learn: 'Why people disagree',
};
