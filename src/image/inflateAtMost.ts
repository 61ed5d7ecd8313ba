import { Unzlib } from 'fflate';

/** Compressed bytes that are inflated at once: no more than about a thousand times as many come of them. */
const PIECE = 16 * 1024;

/**
 * Inflates zlib data into a buffer of a size that is known, and stops when there is more.
 *
 * @returns `length` bytes; zeros at the end where the data held fewer
 * @throws RangeError when the data inflates to more; whatever the decoder throws on bad data
 */
export function inflateAtMost(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(length);
  let to = 0;
  const stream = new Unzlib((piece) => {
    if (to + piece.length > length) throw new RangeError('There is more data than declared.');
    out.set(piece, to);
    to += piece.length;
  });
  for (let at = 0; at < packed.length; at += PIECE) {
    stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
  }
  return out;
}
