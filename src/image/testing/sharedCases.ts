import { existsSync, readFileSync } from 'node:fs';

const FOLDER = new URL('../../../../shared/cases/', import.meta.url);

/** Whether the files that once failed lie beside the checkout; where they do not, their tests are skipped. */
export const HAVE_CASES = existsSync(FOLDER);

/** The bytes of one of them, e.g. `photo-display-p3/p3.jpg`. */
export function readCase(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}
