import type {
  AnswerRegions,
  ContestedRegion,
  HeldRegions,
  Region,
} from '../../inference/regions.ts';
import type { Messages } from '../english.ts';
import type { Again, AgreedPlaces, MarkedPlace, NamedPlace, Piece } from './messages.ts';

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
    return [{ text: common === null ? sentence.noneMarks : sentence.agree(common, count) }];
  }
  const named = nameParts(contested.slice(0, NAMED), toldAgreed(agreed, common));
  return sentence.differ(common, named, contested.length - named.length, count);
}

/**
 * What one answer marks of the places that the sentence names, by the same names.
 *
 * @param number of the answer, from 1; null is the sliders'
 */
export function tellHeld(
  { agreed, contested }: Pick<AnswerRegions, 'agreed' | 'contested'>,
  held: HeldRegions,
  number: number | null,
  count: number,
  { sentence }: Pick<Messages, 'sentence'>,
): readonly Piece[] {
  const told = toldAgreed(agreed, agreedOf(agreed));
  const named = nameParts(contested.slice(0, NAMED), told).map((place, part) => ({
    ...place,
    part,
  }));
  const alone = held.alone.map((region) => ({ ...region, adjoins: false }));
  const marked = agreedOf(agreed.filter((_, part) => held.agreed[part]));
  const missed = agreedOf(agreed.filter((_, part) => !held.agreed[part]));
  // Where it marks one of two parts in the same ninth of the picture, that is not left out.
  const left = missed?.places.filter((place) => !marked?.places.includes(place)) ?? [];
  return sentence.answer({
    name: number === null ? sentence.own : sentence.numbered(number),
    area: held.area,
    count,
    agreed: marked,
    contested: named.filter(({ part }) => held.contested[part]),
    unnamed: held.contested.slice(named.length).filter(Boolean).length,
    alone: nameParts(alone, told),
    left: [
      ...left.map((place) => ({ place, again: null, holders: count })),
      ...named.filter(({ part }) => !held.contested[part]),
    ],
  });
}

/** A part that the sentence has named. */
interface Told {
  readonly region: Region;
  readonly place: MarkedPlace;
  readonly again: Again | null;
}

/** Those of the agreed parts that are told by name. */
function toldAgreed(agreed: readonly Region[], common: AgreedPlaces | null): Told[] {
  return agreed
    .map((region) => ({ region, place: placeOf(region), again: null }))
    .filter(({ place }) => common!.places.includes(place));
}

/** Names for parts, none of which is told already; adds them to what is told. */
function nameParts(
  parts: readonly ContestedRegion[],
  told: Told[],
): (NamedPlace & { readonly holders: number })[] {
  return parts.map((region) => {
    const place = placeOf(region);
    const again = againOf(
      region,
      told.filter((other) => other.place === place),
    );
    told.push({ region, place, again });
    return { place, again, holders: holdersOf(region) };
  });
}

/** What tells a part from those of the same ninth of the picture that were named before it. */
function againOf(region: ContestedRegion, before: readonly Told[]): Again | null {
  if (before.length === 0) return null;
  const all = before.map((other) => directionsFrom(other.region, region));
  const isOfAll = (way: Again) => all.every((each) => each.includes(way));
  const [clearer, other] = all.at(-1)!;
  const ways: Again[] = [];
  // Left of one and right of another is neither.
  if (clearer !== undefined) ways.push(isOfAll(clearer) ? clearer : 'between');
  if (other !== undefined && isOfAll(other)) ways.push(other);
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
