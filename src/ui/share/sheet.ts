import { nextTask } from '../../inference/drawSamples.ts';
import { DEFAULT_LINK } from '../link/hashCodec.ts';
import type { PageState } from '../engine/state.ts';
import { drawOver, paintedCanvas } from '../result/paintedCanvas.ts';
import { pngOf, sentenceOnShow, sharedTable } from './shared.ts';
import type { SharedTable } from './sharedPage.ts';
import { BOTTOM, type Box, HEIGHT, INNER, MARGIN, planSheet, WIDTH } from './sheetPlan.ts';

const FONT = 'system-ui, sans-serif';
const INK = '#1b1d20';
const SOFT = '#5c6066';
const RULE = '#d8d9d6';
/** A sentence that is too long for two lines is written smaller, in three. */
const HEADINGS = [
  { size: 36, top: 76, step: 46, lines: 2 },
  { size: 28, top: 60, step: 40, lines: 3 },
] as const;

/** Below all, where numbers are no table. */
const NUMBERS = { size: 22, colour: SOFT, lines: 4, step: 32 };

/** Letters of a table, in pixels, and from line to line as a share of them. */
const [LARGEST, SMALLEST, LINE] = [20, 9, 1.25];

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

/** One sheet for slides: the sentence, photo, main picture and disagreement, the answers, a result that is pinned beside, and the numbers. */
export async function makeSheet(state: PageState): Promise<Blob> {
  const { image, result } = state;
  if (result.samples === null) throw new Error('There is no result yet.');
  const photo = image.photo!;
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  const drawing = canvas.getContext('2d')!;
  const bitmap = await createImageBitmap(photo.facts.preview);
  drawing.fillStyle = '#fff';
  drawing.fillRect(0, 0, WIDTH, HEIGHT);
  drawing.imageSmoothingQuality = 'high';
  writeHeading(drawing, sentenceOnShow(state));
  const ratio = bitmap.width / bitmap.height;
  const numbers = sharedTable(state).rows.map(({ title, cells }) => `${title}: ${cells.join(' ')}`);
  const pieces = [photo.file.name, ...numbers].map((text) => text + POINT);
  const text = NUMBERS.step * linesIn(drawing, pieces, INNER, NUMBERS).length;
  const { pictures, headings, table, tableBox } = planSheet(state, ratio, text);
  for (const { shown, caption, size, captionWidth, box: at } of pictures) {
    await nextTask();
    drawing.save();
    if (shown?.role === 'uncertainty') drawing.filter = 'grayscale(0.85)';
    drawing.drawImage(bitmap, at.x, at.y, at.width, at.height);
    drawing.restore();
    if (shown !== null) {
      // The sheet always shows maps over the photo, whatever the page shows at the moment.
      drawOver(drawing, paintedCanvas(shown, DEFAULT_LINK.appearance), at);
    }
    const below = { x: at.x, y: at.y + at.height + 0.25 * size, width: captionWidth };
    writeLines(drawing, piecesOf(caption, pageLanguage()), below, { size, colour: SOFT, lines: 2 });
  }
  bitmap.close();
  for (const { text, x, y, width } of headings) {
    const box = { x, y: y - 22, width };
    writeLines(drawing, piecesOf(text, pageLanguage()), box, { size: 20, weight: 600, lines: 1 });
  }
  if (tableBox === null) {
    writeLines(drawing, pieces, { x: MARGIN, y: BOTTOM - text, width: INNER }, NUMBERS);
  } else writeTable(drawing, table, tableBox);
  return pngOf(canvas);
}

/** Which spaces and marks part the words of the page. */
function pageLanguage(): string {
  return document.documentElement.lang;
}

function writeHeading(drawing: CanvasRenderingContext2D, sentence: string): void {
  const pieces = piecesOf(sentence, pageLanguage());
  for (const { size, top, step, lines } of HEADINGS) {
    const isLast = size === HEADINGS.at(-1)!.size;
    drawing.font = fontOf(size, 600);
    const heading = wrap(pieces, INNER, Infinity, (text) => drawing.measureText(text).width);
    if (heading.length > lines && !isLast) continue;
    const box = { x: MARGIN, y: top - size, width: INNER };
    writeLines(drawing, pieces, box, { size, weight: 600, lines, step });
    break;
  }
}

interface Lettering {
  readonly size: number;
  readonly weight?: number;
  readonly colour?: string;
  /** As many as there is room for. */
  readonly lines: number;
  readonly step?: number;
}

/** Text from the upper edge of a box on, as wide as that. */
function writeLines(
  drawing: CanvasRenderingContext2D,
  pieces: readonly string[],
  { x, y, width }: Pick<Box, 'x' | 'y' | 'width'>,
  { size, weight = 400, colour = INK, lines, step = 1.25 * size }: Lettering,
): void {
  const rows = linesIn(drawing, pieces, width, { size, weight, lines });
  drawing.fillStyle = colour;
  rows.forEach((text, line) => drawing.fillText(text, x, y + size + step * line));
}

/** The lines that pieces are written in, whose font is then the drawing's. */
function linesIn(
  drawing: CanvasRenderingContext2D,
  pieces: readonly string[],
  width: number,
  { size, weight = 400, lines }: Lettering,
): string[] {
  drawing.font = fontOf(size, weight);
  return wrap(pieces, width, lines, (text) => drawing.measureText(text).width);
}

function fontOf(size: number, weight: number): string {
  return `${weight} ${size}px ${FONT}`;
}

/** A table's cells in as many lines as each has, in letters with which all of it fits into its box. */
export function layTable(
  { heads, rows }: SharedTable,
  box: Pick<Box, 'width' | 'height'>,
  language: string,
  widthOf: (text: string, size: number, weight: number) => number,
) {
  const texts = [
    { cells: heads, best: [] },
    ...rows.map(({ title, cells, best }) => ({ cells: [title, ...cells], best })),
  ];
  const column = box.width / heads.length;
  for (let size = LARGEST; ; size--) {
    const laid = texts.map(({ cells, best }, line) => {
      const written = cells.map((text, at) => {
        const weight = line === 0 || best[at - 1] === true ? 700 : 400;
        const measure = (part: string) => widthOf(part, size, weight);
        const lines = wrap(piecesOf(text, language), column - size, Infinity, measure);
        return { lines, weight };
      });
      return { cells: written, lines: Math.max(...written.map(({ lines }) => lines.length)) };
    });
    const lines = laid.reduce((sum, row) => sum + row.lines, 0);
    const room = (box.height - LINE * size * lines) / laid.length;
    if (room >= 0.3 * size || size === SMALLEST) return { size, column, room, rows: laid };
  }
}

/** Of two scores the better one is bold, as on the page. */
function writeTable(drawing: CanvasRenderingContext2D, table: SharedTable, box: Box): void {
  const { size, column, room, rows } = layTable(
    table,
    box,
    pageLanguage(),
    (text, letters, weight) => {
      drawing.font = fontOf(letters, weight);
      return drawing.measureText(text).width;
    },
  );
  let y = box.y;
  rows.forEach(({ cells, lines }, line) => {
    cells.forEach((cell, at) => {
      drawing.font = fontOf(size, cell.weight);
      drawing.fillStyle = at === 0 && line > 0 ? SOFT : INK;
      cell.lines.forEach((text, down) => {
        drawing.fillText(text, box.x + at * column, y + size + LINE * size * down);
      });
    });
    y += LINE * size * lines + room;
    drawing.fillStyle = RULE;
    drawing.fillRect(box.x, Math.round(y - room / 2), box.width, 1);
  });
}
