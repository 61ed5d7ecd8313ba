import { hasText, viewOf } from '../math/bytes.ts';

/** Bytes of a value by its type, from 1 on; what is not listed is taken for one byte. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** So many pictures are counted at most. */
const MOST_PICTURES = 1000;

/** Of a picture that is a smaller version of another, or its mask. */
const NEW_SUBFILE_TYPE = 254;
/** Of a picture that has others below it, which the list of all does not have. */
const SUB_DIRECTORIES = 330;
/** Of a digital negative. */
const DNG_VERSION = 50706;
/** Where Canon's raw files have these letters. */
const CANON = { at: 8, text: 'CR' };

/** The pictures of a TIFF file, smaller versions and masks left out. */
export interface TiffPictures {
  readonly count: number;
  /** Place of the first of them in the list of all; 0 where there is none. */
  readonly first: number;
  /** What can be read of a camera's raw file is a small preview. */
  readonly isRaw: boolean;
}

/**
 * Looks through the pictures of a TIFF file, and makes sure that the lists of its directories end and that no value is longer
 * than the file.
 *
 * @throws RangeError when they do not, or when the file is cut short
 */
export function listPictures(bytes: Uint8Array): TiffPictures {
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offsetAt = (at: number) =>
    big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const entryBytes = big ? 20 : 12;
  const whole: number[] = [];
  let isNegative = hasText(bytes, CANON.at, CANON.text);
  let hasOthers = false;
  let at = offsetAt(big ? 8 : 4);
  for (let seen = 0; at !== 0; seen++) {
    if (seen > MOST_PICTURES) throw new RangeError('The list of pictures does not end.');
    const entries = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little);
    const first = at + (big ? 8 : 2);
    if (first + entries * entryBytes > bytes.length) throw new RangeError('The file is cut short.');
    let reduced = false;
    for (let entry = first; entry < first + entries * entryBytes; entry += entryBytes) {
      const size = TYPE_BYTES[view.getUint16(entry + 2, little)] ?? 1;
      if (offsetAt(entry + 4) * size > bytes.length) throw new RangeError('A value is too long.');
      const tag = view.getUint16(entry, little);
      isNegative ||= tag === DNG_VERSION;
      hasOthers ||= tag === SUB_DIRECTORIES;
      if (tag === NEW_SUBFILE_TYPE) {
        reduced = (view.getUint32(entry + (big ? 12 : 8), little) & 5) !== 0;
      }
    }
    if (!reduced) whole.push(seen);
    at = offsetAt(first + entries * entryBytes);
  }
  const [first] = whole;
  const isRaw = isNegative || (first === undefined && hasOthers);
  return { count: whole.length, first: first ?? 0, isRaw };
}
