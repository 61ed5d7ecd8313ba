import { HIDE_GRID } from '../../../image/hidePhoto.ts';
import { SeededGaussian } from '../../../math/gaussian.ts';
import { numberField, type ValuesOf } from '../linkedFields.ts';
import { pictureField } from '../network/usePicture.ts';

export const PATCHES = HIDE_GRID * HIDE_GRID;

/** The hidden patches as one number for a link: bit i is patch i. */
export function patchesOf(code: number): number[] {
  return Array.from({ length: PATCHES }, (_, patch) => patch).filter(
    (patch) => (code >> patch) & 1,
  );
}

/** Hidden becomes shown and the other way round. */
export function toggled(code: number, patch: number): number {
  return code ^ (1 << patch);
}

/** Each patch with probability one half, as in training. */
export function halfAtRandom(seed: number): number {
  const normal = new SeededGaussian(seed);
  return Array.from({ length: PATCHES }).reduce<number>(
    (code, _, patch) => (normal.next() > 0 ? toggled(code, patch) : code),
    0,
  );
}

/** Everything that the chapter's handles set. */
export const ATTENTION_FIELDS = {
  picture: pictureField,
  /** From the finest on. */
  stage: numberField(0, 2, 0),
  channel: numberField(0, 63, 0),
  factor: numberField(0, 4, 1, 1),
  /** See `patchesOf`. */
  hidden: numberField(0, 2 ** PATCHES - 1, 0),
  turns: numberField(1, 4, 1),
};

export type AttentionValues = ValuesOf<typeof ATTENTION_FIELDS>;

export interface AttentionProps {
  readonly values: AttentionValues;
  readonly change: (change: Partial<AttentionValues>) => void;
}
