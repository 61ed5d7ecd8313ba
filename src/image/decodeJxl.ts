import type { Told } from '../languages/sentence.ts';
import { decodeWithCodec } from './codecs.ts';
import { requireSize } from './imageHeader.ts';
import type { ImageSize, Pixels } from './types.ts';

/** Width by height of the shapes that the header names by a number from 1. */
const SHAPES = [
  [1, 1],
  [6, 5],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;
/** Bits of a length, by a number of 2 bits. */
const LENGTHS = [9, 13, 18, 30];

/** Where the coded picture begins: at once, or in a box of its own. */
function codestream(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 16 <= bytes.length;) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    // A length of 1 stands for a longer one behind the type, one of 0 for the rest of the file.
    const head = length === 1 ? 16 : 8;
    if (type === 'jxlc') return bytes.subarray(at + head);
    if (type === 'jxlp') return bytes.subarray(at + head + 4);
    const step = length === 1 ? Number(view.getBigUint64(at + 8)) : length;
    if (step < head) break;
    at += step;
  }
  throw new RangeError('There is no picture.');
}

/** The size in the header of a coded picture (ISO/IEC 18181-1, SizeHeader), before it is turned upright. */
export function jxlSize(bytes: Uint8Array): ImageSize {
  const coded = codestream(bytes);
  let bit = 16;
  const read = (count: number) => {
    let value = 0;
    for (let i = 0; i < count; i++, bit++) {
      if (bit >> 3 >= coded.length) throw new RangeError('The header is cut short.');
      value += ((coded[bit >> 3]! >> (bit & 7)) & 1) * 2 ** i;
    }
    return value;
  };
  const small = read(1) === 1;
  const length = () => (small ? 8 * (1 + read(5)) : 1 + read(LENGTHS[read(2)]!));
  const height = length();
  const shape = SHAPES[read(3) - 1];
  if (shape === undefined) return { height, width: length() };
  return { height, width: Math.floor((height * shape[0]) / shape[1]) };
}

/**
 * Decodes the first picture of a JPEG XL file to 8 bits of sRGB, upright.
 *
 * @throws ImageError for a size that does not fit, or when the decoder cannot be loaded; RangeError on bad data
 */
export async function decodeJxl(bytes: Uint8Array, subject: Told): Promise<Pixels> {
  requireSize(jxlSize(bytes), subject);
  const { height, width, data } = await decodeWithCodec(bytes, 'JPEG XL');
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { height, width, channels: 4, bitDepth: 8, data: samples, isSrgb: true };
}
