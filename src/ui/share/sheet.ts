import { nextTask } from '../../inference/drawSamples.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import type { PageState } from '../engine/state.ts';
import { pageTexts } from '../messages.ts';
import type { ShownMap } from '../result/mapList.ts';
import { drawOver, paintedCanvas } from '../result/paintedCanvas.ts';
import { mapsOf, pngOf, sentenceOf, sharedLines } from './shared.ts';

const WIDTH = 1920;
const HEIGHT = 1080;
const MARGIN = 56;
const GAP = 28;
const FONT = 'system-ui, sans-serif';
const INK = '#1b1d20';
const SOFT = '#5c6066';
/** Of the three pictures and of the answers, with their captions. */
const LARGE = { top: 176, height: 430 };
const SMALL = { top: 684, height: 190 };
const MOST_ANSWERS = 8;
/** A sentence that is too long for two lines is written smaller, in three. */
const HEADINGS = [
  { size: 36, top: 76, step: 46, lines: 2 },
  { size: 28, top: 60, step: 40, lines: 3 },
] as const;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** As large as fits into the box, in its upper left corner. */
export function fitInto(ratio: number, { x, y, width, height }: Box): Box {
  const fitted = Math.min(width, height * ratio);
  return { x, y, width: fitted, height: fitted / ratio };
}

/** What no line begins with: spaces, closing brackets and marks; and what none ends with. */
const CLOSES = /^[\s\p{Pe}\p{Pf}\p{Po}]/u;
const OPENS = /[\p{Ps}\p{Pi}]$/u;

/** A text cut where a line may end, in languages that write spaces and in others. */
export function piecesOf(text: string, language: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'word' }).segment(text)) {
    const last = pieces.at(-1);
    const belongs = last !== undefined && (CLOSES.test(segment) || OPENS.test(last));
    if (belongs) pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}

/** Between numbers. A line does not end with it. */
const POINT = '   ·   ';

/** Pieces in lines no wider than `most`; what does not fit into `lines` ends in an ellipsis. */
export function wrap(
  pieces: readonly string[],
  most: number,
  lines: number,
  widthOf: (text: string) => number,
): string[] {
  const rows: string[][] = [[]];
  const textOf = (row: readonly string[], end = '') => row.join('').replace(/[\s·]+$/u, '') + end;
  for (const piece of pieces) {
    const row = rows.at(-1)!;
    if (row.length === 0 || widthOf(textOf([...row, piece])) <= most) row.push(piece);
    else if (rows.length < lines) rows.push([piece]);
    else {
      while (row.length > 1 && widthOf(textOf(row, ' …')) > most) row.pop();
      return rows.map((each) => textOf(each, each === row ? ' …' : ''));
    }
  }
  return rows.map((row) => textOf(row));
}

/** One sheet for slides: the sentence, photo, consensus and disagreement, the answers, and the numbers below. */
export async function makeSheet(state: PageState): Promise<Blob> {
  const { image, result } = state;
  const photo = image.photo!;
  const maps = mapsOf(state);
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const drawing = canvas.getContext('2d')!;
  const bitmap = await createImageBitmap(photo.facts.preview);
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, WIDTH, HEIGHT);
  drawing.imageSmoothingQuality = 'high';
  const write = (text: string, x: number, y: number, size: number, colour = INK, weight = 400) => {
    drawing.font = `${weight} ${size}px ${FONT}`;
    drawing.fillStyle = colour;
    drawing.fillText(text, x, y);
  };
  const inner = WIDTH - 2 * MARGIN;
  const widthOf = (text: string) => drawing.measureText(text).width;
  const sentence = piecesOf(sentenceOf(state), document.documentElement.lang);
  for (const { size, top, step, lines } of HEADINGS) {
    drawing.font = `600 ${size}px ${FONT}`;
    const isLast = size === HEADINGS.at(-1)!.size;
    const heading = wrap(sentence, inner, isLast ? lines : Infinity, widthOf);
    if (heading.length > lines) continue;
    heading.forEach((text, line) => write(text, MARGIN, top + step * line, size, INK, 600));
    break;
  }

  const picture = async (shown: ShownMap | null, caption: string, box: Box) => {
    await nextTask();
    const at = fitInto(bitmap.width / bitmap.height, box);
    drawing.save();
    if (shown?.role === 'uncertainty') drawing.filter = 'grayscale(0.85)';
    drawing.drawImage(bitmap, at.x, at.y, at.width, at.height);
    drawing.restore();
    if (shown !== null) {
      // The sheet always shows maps over the photo, whatever the page shows at the moment.
      drawOver(drawing, paintedCanvas(shown, DEFAULT_LINK.appearance), at);
    }
    write(caption, at.x, at.y + at.height + 30, 24, SOFT);
  };
  const large = [null, maps.get('consensus'), maps.get('disagreement')].filter(
    (shown) => shown !== undefined,
  );
  const width = (inner - 2 * GAP) / 3;
  for (const [index, shown] of large.entries()) {
    const box = { x: MARGIN + index * (width + GAP), y: LARGE.top, width, height: LARGE.height };
    await picture(shown, shown?.title ?? pageTexts.present().share.file.photo, box);
  }
  const answers = [...maps.values()].filter(({ key }) => key.startsWith('sample-'));
  const few = answers.slice(0, MOST_ANSWERS);
  const share = (inner - GAP * (few.length - 1)) / few.length;
  const each = Math.min(share, SMALL.height * (bitmap.width / bitmap.height));
  for (const [index, shown] of few.entries()) {
    const x = MARGIN + index * (each + GAP);
    await picture(shown, shown.title, { x, y: SMALL.top, width: each, height: SMALL.height });
  }
  bitmap.close();
  const numbers = [
    photo.file.name,
    ...sharedLines(state).map(({ title, text }) => `${title}: ${text}`),
  ].map((text) => text + POINT);
  drawing.font = `400 22px ${FONT}`;
  const lines = wrap(numbers, inner, 4, widthOf);
  lines.forEach((text, line) => write(text, MARGIN, 956 + 32 * line, 22, SOFT));
  if (result.samples === null) throw new Error('There is no result yet.');
  return pngOf(canvas);
}
