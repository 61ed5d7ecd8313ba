import type { AnswerRegions, Region } from '../../inference/regions.ts';
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

/** What the answers have in common and where they differ, from the measured parts, in the words of a catalogue. */
export function tellRegions(
  { agreed, contested }: Pick<AnswerRegions, 'agreed' | 'contested'>,
  count: number,
  { sentence }: Pick<Messages, 'sentence'>,
): readonly Piece[] {
  const common = agreedOf(agreed);
  if (count === 1) {
    const text =
      common === null ? sentence.oneMarksNothing : sentence.one(common.places[0]!, common.area);
    return [{ text }];
  }
  if (contested.length === 0) {
    return [{ text: common === null ? sentence.noneMarks : sentence.agree(common) }];
  }
  const named = contested.slice(0, NAMED).map((region, index, parts) => {
    const place = placeOf(region);
    const before = parts.slice(0, index).findLast((part) => placeOf(part) === place);
    const isAgreed = common?.places.includes(place) === true;
    const again = before ? directionFrom(before, region) : isAgreed ? 'more' : null;
    return { place, again, holders: holdersOf(region) };
  });
  return sentence.differ(common, named, contested.length - named.length, count);
}

/** Which way a part lies from another one in the same ninth of the picture. */
function directionFrom(from: Region, to: Region): Again {
  const [across, down] = [to.x - from.x, to.y - from.y];
  if (across === 0 && down === 0) return 'more';
  if (Math.abs(down) >= Math.abs(across)) return down < 0 ? 'above' : 'below';
  return across < 0 ? 'left' : 'right';
}

function agreedOf(agreed: readonly Region[]): AgreedPlaces | null {
  if (agreed.length === 0) return null;
  return {
    places: [...new Set(agreed.slice(0, 2).map(placeOf))],
    area: agreed.reduce((sum, { area }) => sum + area, 0),
  };
}
