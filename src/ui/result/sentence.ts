import type { AnswerRegions, Region } from '../../inference/regions.ts';
import { formatPercent } from '../parts/format.ts';

/** A piece of a sentence; one that names a contested part carries its number, from 0. */
export interface Piece {
  readonly text: string;
  readonly part?: number;
}

const NUMBERS = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

export function inWords(number: number): string {
  return NUMBERS[number] ?? String(number);
}

const PLACES = [
  ['the upper left', 'the top', 'the upper right'],
  ['the left', 'the middle', 'the right'],
  ['the lower left', 'the bottom', 'the lower right'],
] as const;

/** Where in the picture a part lies, in words: the network knows no names of things. */
export function placeOf({ x, y }: Pick<Region, 'x' | 'y'>): string {
  const third = (share: number) => Math.min(2, Math.max(0, Math.floor(share * 3))) as 0 | 1 | 2;
  return PLACES[third(y)][third(x)];
}

export function holdersOf({ holders }: Pick<Region, 'holders'>): number {
  return holders.filter(Boolean).length;
}

/** How many people the answers stand for, as the first words of the sentence. */
export function leadOf(count: number): string {
  const subject = count === 1 ? 'One person' : `${capital(inWords(count))} people`;
  return `${subject} might mark this.`;
}

/** What the answers have in common and where they differ, from the measured parts. */
export function tellRegions(
  { agreed, contested }: Pick<AnswerRegions, 'agreed' | 'contested'>,
  count: number,
): Piece[] {
  if (count === 1) return [{ text: tellOne(agreed) }];
  const start = tellAgreed(agreed, contested.length > 0);
  if (contested.length === 0) return [{ text: `${start}.` }];
  const { length } = contested;
  const named = contested.slice(0, NAMED);
  const pieces: Piece[] = [
    { text: `${start} differ in ${length === 1 ? 'one place' : `${inWords(length)} places`}: ` },
  ];
  named.forEach((region, part) => {
    const link = part === 0 ? '' : part === length - 1 ? ' and ' : ', ';
    if (link !== '') pieces.push({ text: link });
    pieces.push({ text: `${placeOf(region)} (${holdersOf(region)} of ${count})`, part });
  });
  pieces.push({ text: length > NAMED ? ` and ${inWords(length - NAMED)} more.` : '.' });
  return pieces;
}

/** More places would make a list of the sentence. */
const NAMED = 3;

function tellOne(agreed: readonly Region[]): string {
  if (agreed.length === 0) return 'This answer marks nothing.';
  return `This answer marks ${placeOf(agreed[0]!)}, ${areaOf(agreed)} of the picture.`;
}

function tellAgreed(agreed: readonly Region[], differ: boolean): string {
  if (agreed.length === 0) {
    return differ ? 'No place is marked by all of them; they' : 'None of them marks anything';
  }
  const places = [...new Set(agreed.slice(0, 2).map(placeOf))].join(' and ');
  const common = `They agree on ${places}, ${areaOf(agreed)} of the picture,`;
  return `${common} and${differ ? '' : ' differ at most at its edges'}`;
}

function areaOf(regions: readonly Region[]): string {
  return formatPercent(regions.reduce((sum, { area }) => sum + area, 0));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
