import type { PageState } from '../engine/state.ts';
import { pageTexts } from '../messages.ts';
import { besideKey } from '../pin/besideMaps.ts';
import type { ShownMap } from '../result/mapList.ts';
import { mapsOf, pinnedMapsOf, sharedTable } from './shared.ts';
import type { SharedTable } from './sharedPage.ts';

export const WIDTH = 1920;
export const HEIGHT = 1080;
export const MARGIN = 56;
/** Between the margins. */
export const INNER = WIDTH - 2 * MARGIN;
const GAP = 28;
/** Of the pictures above and of the answers, with their captions. */
const LARGE = { top: 176, height: 430 };
const SMALL = { top: 684, height: 190 };
const MOST_ANSWERS = 8;
/** Beside a pinned result: both results' answers in a row each, and their table. */
const PAIR = { height: 330, top: 584, pitch: 236, answers: 150, most: 5, table: 900 };

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
  /** Of its letters, in pixels. */
  readonly size: number;
  readonly box: Box;
}

/** What stands where on a sheet. */
export interface SheetPlan {
  readonly pictures: readonly Placed[];
  /** Above a row of answers, by the lower left corner. */
  readonly headings: readonly (Pick<Box, 'x' | 'y' | 'width'> & { readonly text: string })[];
  readonly table: SharedTable;
  readonly tableBox: Box | null;
}

/** As large as fits into the box, in its upper left corner. */
export function fitInto(ratio: number, { x, y, width, height }: Box): Box {
  const fitted = Math.min(width, height * ratio);
  return { x, y, width: fitted, height: fitted / ratio };
}

/** @param ratio of the photo, width over height */
export function planSheet(state: PageState, ratio: number): SheetPlan {
  const maps = mapsOf(state);
  const pinned = new Map(pinnedMapsOf(state).map((shown) => [shown.key, shown]));
  const table = sharedTable(state);
  const { photo } = pageTexts.present().share.file;
  const [consensus, disagreement] = [maps.get('consensus'), maps.get('disagreement')];
  const answers = answersIn(maps.values(), '');
  if (pinned.size === 0) {
    const answerBox = { x: MARGIN, y: SMALL.top, width: INNER, height: SMALL.height };
    const pictures = [
      ...largeRow(photo, [consensus, disagreement], 3, LARGE.height, 24),
      ...row(answers.slice(0, MOST_ANSWERS), answerBox, ratio, 24),
    ];
    return { pictures, headings: [], table, tableBox: null };
  }
  const beside = pinned.get(besideKey('pinned', 'consensus'));
  const name = `${photo}: ${state.image.photo?.file.name ?? ''}`;
  const groups = [answers, answersIn(pinned.values(), besideKey('pinned', ''))]
    .map((shown, which) => ({ shown, text: table.heads[which + 1]! }))
    // A single one is the consensus, which stands above.
    .filter(({ shown }) => shown.length > 1);
  const left = groups.length === 0 ? 0 : INNER - PAIR.table;
  const rows = groups.map(({ shown, text }, index) => {
    const y = PAIR.top + PAIR.pitch * index + 24;
    const box = { x: MARGIN, y: y + 12, width: left - GAP, height: PAIR.answers };
    const captioned = row(shown.slice(0, PAIR.most), box, ratio, 18);
    return { heading: { x: MARGIN, y, width: left - GAP, text }, captioned };
  });
  return {
    pictures: [
      ...largeRow(name, [consensus, beside, disagreement], 4, PAIR.height, 20),
      ...rows.flatMap(({ captioned }) => captioned),
    ],
    headings: rows.map(({ heading }) => heading),
    table,
    tableBox: {
      ...{ x: MARGIN + left, y: PAIR.top },
      ...{ width: INNER - left, height: HEIGHT - MARGIN / 2 - PAIR.top },
    },
  };
}

/** The answers of one result, whose keys begin so. */
function answersIn(maps: Iterable<ShownMap>, prefix: string): ShownMap[] {
  return [...maps].filter(({ key }) => key.startsWith(`${prefix}sample-`));
}

/** The photo and maps of it, in so many columns. */
function largeRow(
  photo: string,
  maps: readonly (ShownMap | undefined)[],
  columns: number,
  height: number,
  size: number,
): Placed[] {
  const width = (INNER - GAP * (columns - 1)) / columns;
  return [null, ...maps.filter((shown) => shown !== undefined)].map((shown, index) => ({
    ...{ shown, caption: shown?.title ?? photo, size },
    box: { x: MARGIN + index * (width + GAP), y: LARGE.top, width, height },
  }));
}

/** Answers side by side, no wider than the box is high enough for. */
function row(maps: readonly ShownMap[], box: Box, ratio: number, size: number): Placed[] {
  const share = (box.width - GAP * (maps.length - 1)) / maps.length;
  const width = Math.min(share, box.height * ratio);
  const { sample } = pageTexts.present().maps;
  return maps.map((shown, index) => ({
    ...{ shown, caption: sample(index + 1), size },
    box: { ...box, x: box.x + index * (width + GAP), width },
  }));
}
