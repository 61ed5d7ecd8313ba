import { isOneMap } from '../engine/selectors.ts';
import type { PageState } from '../engine/state.ts';
import { pageTexts } from '../messages.ts';
import { besideKey } from '../pin/besideMaps.ts';
import type { ShownMap } from '../result/mapList.ts';
import { mapsOf, openedKey, pinnedMapsOf, sharedTable } from './shared.ts';
import type { SharedTable } from './sharedPage.ts';

export const WIDTH = 1920;
export const HEIGHT = 1080;
export const MARGIN = 56;
/** Between the margins. */
export const INNER = WIDTH - 2 * MARGIN;
const GAP = 28;
/** Below the sentence. */
const TOP = 170;
export const BOTTOM = HEIGHT - 48;
const MOST_ANSWERS = 8;
/** What answers have of the height for pictures where that is short. */
const ANSWERS_SHARE = 0.38;
/** Beside a pinned result: both results' answers in a row each, and their table. */
const PAIR = { most: 6, table: 840, answers: 0.56 };
/** What a heading takes above its row, and how far above that it stands. */
const [HEADING, ABOVE] = [34, 12];

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A map over the photo, or the photo alone, with its caption below. */
export interface Placed {
  readonly shown: ShownMap | null;
  readonly caption: string;
  /** Of its letters, in pixels, and how wide it may be. */
  readonly size: number;
  readonly captionWidth: number;
  readonly box: Box;
}

/** What stands where on a sheet. */
export interface SheetPlan {
  readonly pictures: readonly Placed[];
  /** Above a row of answers, by the lower left corner. */
  readonly headings: readonly (Pick<Box, 'x' | 'y' | 'width'> & { readonly text: string })[];
  readonly table: SharedTable;
  /** Where the table stands; null where its numbers are a text below all. */
  readonly tableBox: Box | null;
}

/** As large as fits into the box, in its upper left corner. */
export function fitInto(ratio: number, { x, y, width, height }: Box): Box {
  const fitted = Math.min(width, height * ratio);
  return { x, y, width: fitted, height: fitted / ratio };
}

/**
 * @param ratio of the photo, width over height
 * @param text height of the numbers below all, where nothing is pinned
 */
export function planSheet(state: PageState, ratio: number, text: number): SheetPlan {
  const own = mapsOf(state);
  const pinned = new Map(pinnedMapsOf(state).map((shown) => [shown.key, shown]));
  const table = sharedTable(state);
  const { photo } = pageTexts.present().share.file;
  const main = openedKey(state, (key) => own.has(key));
  // As the page has it: a single answer disagrees with none.
  const unsure = own.get(isOneMap(state.result) ? 'total' : 'disagreement');
  if (pinned.size === 0) {
    const large = titled(photo, [own.get(main), unsure]);
    const { shown: small, told } = answersIn(own, (key) => key, main, MOST_ANSWERS);
    const heading = told === '' ? 0 : HEADING;
    const ofSmall = small.length === 0 ? 0 : GAP + heading + captionHeight(24, 1);
    const room = BOTTOM - TOP - text - captionHeight(24, 2) - GAP - ofSmall;
    const widest = highest(large.length, INNER, ratio);
    const smallHeight = Math.min(
      highest(small.length, INNER, ratio),
      Math.max(room - widest, ANSWERS_SHARE * room),
    );
    const largeHeight = Math.min(widest, room - smallHeight);
    // What is left over parts the rows from one another and from the numbers.
    const gap = GAP + (room - largeHeight - smallHeight) / 2;
    const line = { x: MARGIN, width: INNER };
    const top = small.length === 0 ? TOP + (room - largeHeight) / 2 : TOP;
    const y = TOP + largeHeight + captionHeight(24, 2) + gap + heading;
    return {
      pictures: [
        ...row(large, { ...line, y: top, height: largeHeight }, ratio, 24),
        ...row(small, { ...line, y, height: smallHeight }, ratio, 24),
      ],
      headings: told === '' ? [] : [{ ...line, y: y - ABOVE, text: told }],
      ...{ table, tableBox: null },
    };
  }
  const ofPinned = (key: string) => besideKey('pinned', key);
  const opened = openedKey(state, (key) => pinned.has(ofPinned(key)));
  const groups = [
    answersIn(own, (key) => key, main, PAIR.most),
    answersIn(pinned, ofPinned, opened, PAIR.most),
  ]
    .map(({ shown, told }, which) => {
      const name = table.heads[which + 1]!;
      return { shown, text: told === '' ? name : `${name} · ${told}` };
    })
    .filter(({ shown }) => shown.length > 0);
  const left = groups.length === 0 ? 0 : INNER - PAIR.table;
  const name = `${photo}: ${state.image.photo?.file.name ?? ''}`;
  const large = titled(name, [own.get(main), pinned.get(ofPinned(opened)), unsure]);
  const height = BOTTOM - TOP;
  const above = Math.min(highest(large.length, INNER, ratio), (1 - PAIR.answers) * height);
  const below = TOP + above + captionHeight(20, 2) + GAP;
  const pitch = (BOTTOM - below + GAP) / 2;
  const rows = groups.map(({ shown, text: heading }, index) => {
    const y = below + pitch * index + HEADING;
    const room = pitch - GAP - HEADING - captionHeight(18, 1);
    const box = { x: MARGIN, y, width: left - GAP, height: room };
    return {
      heading: { x: MARGIN, y: y - ABOVE, width: left - GAP, text: heading },
      captioned: row(shown, box, ratio, 18),
    };
  });
  return {
    pictures: [
      ...row(large, { x: MARGIN, y: TOP, width: INNER, height: above }, ratio, 20),
      ...rows.flatMap(({ captioned }) => captioned),
    ],
    headings: rows.map(({ heading }) => heading),
    table,
    tableBox: {
      ...{ x: MARGIN + left, y: below },
      ...{ width: INNER - left, height: BOTTOM - below },
    },
  };
}

type Titled = Pick<Placed, 'shown' | 'caption'>;

/** The photo, and maps of it. */
function titled(photo: string, maps: readonly (ShownMap | undefined)[]): Titled[] {
  return [
    { shown: null, caption: photo },
    ...maps
      .filter((shown) => shown !== undefined)
      .map((shown) => ({ shown, caption: shown.title })),
  ];
}

/**
 * The answers of one result as far as there is room; before them the consensus, where it is not the main picture.
 *
 * @returns none where there is only one, which stands above; `told` says how many answers there are where some are left out
 */
function answersIn(
  maps: ReadonlyMap<string, ShownMap>,
  keyOf: (key: string) => string,
  main: string,
  most: number,
): { readonly shown: readonly Titled[]; readonly told: string } {
  const { maps: words, share } = pageTexts.present();
  const answers = [...maps.values()]
    .filter(({ key }) => key.startsWith(keyOf('sample-')))
    .map((shown, index) => ({ shown, caption: words.sample(index + 1) }));
  const agreed = maps.get(keyOf('consensus'));
  const isAbove = main === 'consensus' || agreed === undefined;
  const all = isAbove ? answers : [{ shown: agreed, caption: words.consensus }, ...answers];
  if (all.length < 2) return { shown: [], told: '' };
  const left = Math.max(all.length - most, 0);
  const told = left === 0 ? '' : share.answersOf(answers.length - left, answers.length);
  return { shown: all.slice(0, most), told };
}

/** Of pictures side by side that are as wide as there is room. */
function highest(count: number, width: number, ratio: number): number {
  return count === 0 ? 0 : (width - GAP * (count - 1)) / count / ratio;
}

/** So many lines of letters, with what parts them from their picture. */
function captionHeight(size: number, lines: number): number {
  return (0.25 + 1.25 * lines) * size;
}

/** Pictures side by side; three and more reach from one edge of the box to the other. */
function row(pictures: readonly Titled[], box: Box, ratio: number, size: number): Placed[] {
  const count = pictures.length;
  const share = (box.width - GAP * (count - 1)) / count;
  const { width, height } = fitInto(ratio, { ...box, width: share });
  const gap = count < 3 ? GAP : (box.width - count * width) / (count - 1);
  return pictures.map((picture, index) => {
    const x = box.x + index * (width + gap);
    // The last one ends with the box.
    const captionWidth = Math.min(width + gap - GAP, box.x + box.width - x);
    return { ...picture, size, captionWidth, box: { x, y: box.y, width, height } };
  });
}
