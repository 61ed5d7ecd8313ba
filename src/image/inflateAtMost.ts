import { Unzlib } from 'fflate';
import { joinBytes } from '../math/bytes.ts';

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

/** Compressed bytes that are inflated at once where only the start is wanted. */
const FIRST_PIECE = 256;

/** Inflates no more of zlib data than its first `length` bytes, or all of them where they are fewer. */
export function inflateStart(packed: Uint8Array, length: number): Uint8Array {
  const pieces: Uint8Array[] = [];
  let inflated = 0;
  const stream = new Unzlib((piece) => {
    pieces.push(piece);
    inflated += piece.length;
  });
  for (let at = 0; at < packed.length && inflated < length; at += FIRST_PIECE) {
    stream.push(packed.subarray(at, at + FIRST_PIECE), at + FIRST_PIECE >= packed.length);
  }
  return joinBytes(pieces).subarray(0, length);
}
