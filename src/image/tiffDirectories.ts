import { viewOf } from '../math/bytes.ts';
/** Bytes of a value by its type, from 1 on; what is not listed is taken for one byte. */
const TYPE_BYTES: Readonly<Record<number, number>> = {
  ...{ 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4 },
  ...{ 16: 8, 17: 8, 18: 8 },
};

/** So many pictures are counted at most. */
const MOST_PICTURES = 1000;

/** Of a picture that is a smaller version of another, or its mask. */
const NEW_SUBFILE_TYPE = 254;

/**
 * Counts the pictures of a TIFF file, smaller versions and masks left out, and makes sure that the lists of its directories
 * end and that no value is longer than the file.
 *
 * @throws RangeError when they do not, or when the file is cut short
 */
export function countPictures(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offsetAt = (at: number) =>
    big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const entryBytes = big ? 20 : 12;
  let pictures = 0;
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
      if (view.getUint16(entry, little) === NEW_SUBFILE_TYPE) {
        reduced = (view.getUint32(entry + (big ? 12 : 8), little) & 5) !== 0;
      }
    }
    if (!reduced) pictures++;
    at = offsetAt(first + entries * entryBytes);
  }
  return pictures;
}
