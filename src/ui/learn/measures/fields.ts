import { choiceField, type Field, numberField, type ValuesOf } from '../linkedFields.ts';
import { readMap } from './mapCode.ts';
import { SCENES, STARTS } from './scenes.ts';

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
