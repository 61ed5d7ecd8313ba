import { SeededGaussian } from '../../../math/gaussian.ts';
import { HIDE_GRID } from '../../../image/hidePhoto.ts';

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
