import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../../../shared/cases/', import.meta.url);

/** Whether the files that once failed lie beside the checkout; where they do not, their tests are skipped. */
export const HAVE_CASES = existsSync(FOLDER);

/** The folders there are, each for a kind of input that once failed. */
export function listCases(): string[] {
  const entries = readdirSync(FOLDER, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

/** The path of one of the files, e.g. `photo-display-p3/p3.jpg`. */
export function caseFile(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** The bytes of one of the files. */
export function readCase(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FOLDER)));
}

/** What is right for an archive as people have it. */
export interface RightPairs {
  readonly zip: string;
  readonly pairs: number;
  readonly depth: number;
  readonly truth: number;
}

/** The archives by their folders: how many pairs, and how many of them have depth and a ground truth. */
export const ARCHIVES: Readonly<Record<string, RightPairs>> = {
  'zip-bmp-depth-silent': { zip: 'lfsd_bmp_depth.zip', pairs: 3, depth: 3, truth: 3 },
  'zip-case': { zip: 'case.zip', pairs: 3, depth: 3, truth: 0 },
  'zip-depth256': { zip: 'dut256.zip', pairs: 3, depth: 3, truth: 3 },
  'zip-dut-folders': { zip: 'dut.zip', pairs: 3, depth: 3, truth: 3 },
  'zip-jfif': { zip: 'jfif_mixed.zip', pairs: 3, depth: 3, truth: 0 },
  'zip-msra10k-one-folder': { zip: 'msra10k.zip', pairs: 3, depth: 0, truth: 3 },
  'zip-njud-RGB_left': { zip: 'nju_rgbleft.zip', pairs: 3, depth: 3, truth: 3 },
  'zip-nlpr-Depth-suffix': { zip: 'nlpr.zip', pairs: 3, depth: 3, truth: 3 },
  'zip-sjis-lost': { zip: 'sjis.zip', pairs: 3, depth: 3, truth: 0 },
  'zip-voc-palette-gt': { zip: 'voc_gt.zip', pairs: 3, depth: 3, truth: 3 },
};
