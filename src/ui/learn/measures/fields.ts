import { choiceField, type Field, numberField, type ValuesOf } from '../linkedFields.ts';
import { HEIGHT, LEVELS, SCENES, STARTS, WIDTH } from './scenes.ts';

/** What is looked at beside the map. */
export const LOOKS = ['error', 'f', 'weighted', 'overlap', 's', 'e', 'contour'] as const;
export type Look = (typeof LOOKS)[number];

/** What the brush leaves, in quarters. */
export const BRUSHES = ['white', 'grey', 'black'] as const;
export const BRUSH_LEVELS = { white: 4, grey: 2, black: 0 } as const satisfies Record<
  (typeof BRUSHES)[number],
  number
>;

/** A map that was drawn, else empty: see `writeMap`. */
const drawnField: Field<string> = {
  initial: '',
  parse: (text) => (readMap(text) === null ? null : text),
  format: (value) => value,
};

/** Everything that the chapter's handles set. */
export const MEASURE_FIELDS = {
  scene: choiceField(SCENES, 'ball'),
  start: choiceField(STARTS, 'soft'),
  drawn: drawnField,
  look: choiceField(LOOKS, 'error'),
  brush: choiceField(BRUSHES, 'white'),
  size: numberField(2, 16, 6),
  beta: numberField(0.1, 4, 0.3, 2),
  /** Of the contour, in percent of the diagonal. */
  tolerance: numberField(0.25, 5, 0.75, 2),
};

export type MeasureValues = ValuesOf<typeof MEASURE_FIELDS>;

/** A drawn map as a link writes it: runs of one value, `a` to `e` for its quarters, then the length in base 36. */
export function writeMap(map: Uint8Array): string {
  let text = '';
  for (let from = 0; from < map.length;) {
    let to = from + 1;
    while (to < map.length && map[to] === map[from]) to++;
    text += letterOf(map[from]!) + (to - from === 1 ? '' : (to - from).toString(36).toUpperCase());
    from = to;
  }
  return text;
}

/** @returns null for a text that is no map of the right size */
export function readMap(text: string): Uint8Array | null {
  if (!/^([a-e][\dA-Z]*)*$/.test(text)) return null;
  const map = new Uint8Array(HEIGHT * WIDTH);
  let at = 0;
  for (const [, letter, length] of text.matchAll(/([a-e])([\dA-Z]*)/g)) {
    const end = at + (length === '' ? 1 : Number.parseInt(length!, 36));
    if (end > map.length) return null;
    map.fill(letter!.charCodeAt(0) - 'a'.charCodeAt(0), at, end);
    at = end;
  }
  return at === map.length ? map : null;
}

function letterOf(value: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + Math.min(value, LEVELS));
}
