import { decompress } from 'fzstd';
import { inflateAtMost } from './inflateAtMost.ts';

const LZW = 5;
const DEFLATE = [8, 32946];
const PACK_BITS = 32773;
const ZSTANDARD = 50000;
export const LERC = 34887;

/** The kinds of compression that are unpacked here, by their numbers in the file. */
export const UNPACKED: readonly number[] = [1, LZW, ...DEFLATE, PACK_BITS, ZSTANDARD, LERC];

/** How many bytes at most so many packed bytes can become. */
export function mostUnpacked(packed: number, compression: number): number {
  if (compression === PACK_BITS) return 64 * packed; // two bytes for a run of 128
  if (compression === LZW) return 2731 * packed; // 12 bits for a word of 4,096
  if (DEFLATE.includes(compression)) return 1032 * packed; // two bits for 258 bytes
  if (compression === LERC) return Infinity; // a block of one number
  return compression === ZSTANDARD ? 2 ** 17 * packed : packed; // a block of zstd
}

/**
 * Unpacks a block of a TIFF file.
 *
 * @param compression one of `UNPACKED` but for LERC
 * @param most bytes that the file declares; the result is as long, zeros at its end where the data holds fewer
 * @throws RangeError, or what the decoder throws, on bad data
 */
export function unpackTiff(packed: Uint8Array, compression: number, most: number): Uint8Array {
  if (compression === LZW) return unpackLzw(packed, most);
  if (compression === PACK_BITS) return unpackPackBits(packed, most);
  if (DEFLATE.includes(compression)) return inflateAtMost(packed, most);
  const out = new Uint8Array(most);
  // It writes no further than what it is given.
  if (compression === ZSTANDARD) return decompress(packed, out);
  out.set(packed.subarray(0, most));
  return out;
}

function unpackPackBits(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let to = 0;
  for (let at = 0; at < packed.length && to < most;) {
    const count = (packed[at++]! << 24) >> 24;
    if (count === -128) continue;
    const length = count < 0 ? 1 - count : count + 1;
    if (count < 0) out.fill(packed[at++]!, to, to + length);
    else out.set(packed.subarray(at, at + Math.min(length, most - to)), to);
    if (count >= 0) at += length;
    to += length;
  }
  return out;
}

const CLEAR = 256;
const END = 257;

/** LZW as TIFF 6.0 has it: codes of 9 to 12 bits, highest bit first, which grow one code early. */
function unpackLzw(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  // A word of the table is a piece of the output: the word before and a letter more.
  const start = new Uint32Array(4096);
  const length = new Uint16Array(4096);
  let next = END + 1;
  let bits = 9;
  let before = -1;
  let to = 0;
  let held = 0;
  let heldBits = 0;
  for (let at = 0; to < most;) {
    while (heldBits < bits && at < packed.length) {
      held = ((held << 8) | packed[at++]!) & 0xffffff;
      heldBits += 8;
    }
    if (heldBits < bits) break;
    heldBits -= bits;
    const code = (held >> heldBits) & ((1 << bits) - 1);
    if (code === END) break;
    if (code === CLEAR) {
      next = END + 1;
      bits = 9;
      before = -1;
      continue;
    }
    if (code > next || (code === next && before < 0)) throw new RangeError('A code is unknown.');
    if (before >= 0 && next < 4096) {
      const known = before < CLEAR ? 1 : length[before]!;
      start[next] = to - known;
      length[next] = known + 1;
      next++;
    }
    if (code < CLEAR) {
      out[to++] = code;
    } else {
      // Letter by letter: the newest word ends with the first letter of itself.
      const end = Math.min(to + length[code]!, most);
      for (let from = start[code]!; to < end; from++) out[to++] = out[from]!;
    }
    before = code;
    if (next + 1 >= 1 << bits && bits < 12) bits++;
  }
  return out;
}
