import type { AnswerRegions, ContestedRegion, Region } from '../../inference/regions.ts';
import type { Messages } from '../english.ts';
import type { Again, AgreedPlaces, MarkedPlace, Piece } from './messages.ts';

const PLACES = [
  ['upper-left', 'top', 'upper-right'],
  ['left', 'middle', 'right'],
  ['lower-left', 'bottom', 'lower-right'],
] as const;

/** Where in the picture a part lies. */
export function placeOf({ x, y }: Pick<Region, 'x' | 'y'>): MarkedPlace {
  const third = (share: number) => Math.min(2, Math.max(0, Math.floor(share * 3))) as 0 | 1 | 2;
  return PLACES[third(y)][third(x)];
}

export function holdersOf({ holders }: Pick<Region, 'holders'>): number {
  return holders.filter(Boolean).length;
}

/** More places would make a list of the sentence. */
const NAMED = 3;
/** Of those that all answers mark. */
const NAMED_AGREED = 2;

/** What the answers have in common and where they differ, from the measured parts, in the words of a catalogue. */
export function tellRegions(
  { agreed, contested }: Pick<AnswerRegions, 'agreed' | 'contested'>,
  count: number,
  { sentence }: Pick<Messages, 'sentence'>,
): readonly Piece[] {
  const common = agreedOf(agreed);
  if (count === 1) {
    return [{ text: common === null ? sentence.oneMarksNothing : sentence.one(common) }];
  }
  if (contested.length === 0) {
    return [{ text: common === null ? sentence.noneMarks : sentence.agree(common) }];
  }
  const told: Told[] = agreed
    .map((region) => ({ region, place: placeOf(region), again: null }))
    .filter(({ place }) => common!.places.includes(place));
  const named = contested.slice(0, NAMED).map((region) => {
    const place = placeOf(region);
    const again = againOf(
      region,
      told.filter((other) => other.place === place),
    );
    told.push({ region, place, again });
    return { place, again, holders: holdersOf(region) };
  });
  return sentence.differ(common, named, contested.length - named.length, count);
}

/** A part that the sentence has named. */
interface Told {
  readonly region: Region;
  readonly place: MarkedPlace;
  readonly again: Again | null;
}

/** What tells a part from those of the same ninth of the picture that were named before it. */
function againOf(region: ContestedRegion, before: readonly Told[]): Again | null {
  if (before.length === 0) return null;
  const ways = before.toReversed().flatMap((other) => directionsFrom(other.region, region));
  const fitting: readonly Again[] = region.adjoins ? ['more', ...ways] : ways;
  return fitting.find((again) => before.every((other) => other.again !== again)) ?? 'more';
}

/** Which ways a part lies from another one, the clearer one first. */
function directionsFrom(from: Region, to: Region): readonly Again[] {
  const [across, down] = [to.x - from.x, to.y - from.y];
  const ways: Again[] = [];
  if (down !== 0) ways.push(down < 0 ? 'above' : 'below');
  if (across !== 0) ways.push(across < 0 ? 'left' : 'right');
  return Math.abs(down) >= Math.abs(across) ? ways : ways.toReversed();
}

/** The numbers that a piece of the sentence names parts by, as the picture has them. */
export function numbersIn({ part, parts = 1 }: Piece): string {
  if (part === undefined) return '';
  return parts === 1 ? String(part + 1) : `${part + 1}–${part + parts}`;
}

/** Whether a piece of the sentence stands for a part. */
export function isPartOf({ part: first = 0, parts = 1 }: Piece, part: number): boolean {
  return part >= first && part < first + parts;
}

/** Which part a piece leads to: the next of its own, and at last the one that is chosen already. */
export function nextPart(piece: Piece, chosen: number | null): number {
  const { part: first = 0, parts = 1 } = piece;
  if (chosen === null || !isPartOf(piece, chosen)) return first;
  return Math.min(chosen + 1, first + parts - 1);
}

function agreedOf(agreed: readonly Region[]): AgreedPlaces | null {
  if (agreed.length === 0) return null;
  const places = [...new Set(agreed.map(placeOf))];
  return {
    places: places.slice(0, NAMED_AGREED),
    unnamed: Math.max(0, places.length - NAMED_AGREED),
    area: agreed.reduce((sum, { area }) => sum + area, 0),
  };
}
