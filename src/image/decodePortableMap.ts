import type { Told } from '../languages/sentence.ts';
import { requireSize } from './imageHeader.ts';
import type { FloatPixels, Pixels } from './types.ts';

/** Reads the words of a header; a comment runs from # to the end of its line. */
class Words {
  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  next(): string {
    const space = (byte: number) => byte === 32 || (byte >= 9 && byte <= 13);
    for (;;) {
      while (this.at < this.bytes.length && space(this.bytes[this.at]!)) this.at++;
      if (this.bytes[this.at] !== 35) break;
      while (this.at < this.bytes.length && this.bytes[this.at] !== 10) this.at++;
    }
    const start = this.at;
    while (this.at < this.bytes.length && !space(this.bytes[this.at]!)) this.at++;
    if (start === this.at) throw new RangeError('The file ends too early.');
    return String.fromCharCode(...this.bytes.subarray(start, this.at));
  }

  number(): number {
    const value = Number(this.next());
    if (!Number.isFinite(value)) throw new RangeError('A number is missing.');
    return value;
  }
}

function decodeFloats(bytes: Uint8Array, channels: number, subject: Told): FloatPixels {
  const words = new Words(bytes, 2);
  const width = words.number();
  const height = words.number();
  const littleEndian = words.number() < 0;
  requireSize({ height, width }, subject);
  const start = words.at + 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rowLength = width * channels;
  const data = new Float32Array(height * rowLength);
  // Rows come from the bottom up.
  for (let y = 0; y < height; y++) {
    const row = start + 4 * rowLength * (height - 1 - y);
    for (let i = 0; i < rowLength; i++) {
      data[y * rowLength + i] = view.getFloat32(row + 4 * i, littleEndian);
    }
  }
  return { height, width, channels, bitDepth: 32, data };
}

/** Bits: 1 is black. Those of text need no space between them. */
function decodeBits(bytes: Uint8Array, text: boolean, subject: Told): Pixels {
  const words = new Words(bytes, 2);
  const width = words.number();
  const height = words.number();
  requireSize({ height, width }, subject);
  const data = new Uint8Array(height * width);
  const rowBytes = Math.ceil(width / 8);
  if (text) {
    let to = 0;
    while (to < data.length) {
      for (const digit of words.next()) if (to < data.length) data[to++] = digit === '1' ? 0 : 255;
    }
  } else {
    const start = words.at + 1;
    if (start + rowBytes * height > bytes.length) throw new RangeError('The file ends too early.');
    for (let i = 0; i < data.length; i++) {
      const x = i % width;
      const byte = bytes[start + rowBytes * Math.floor(i / width) + (x >> 3)]!;
      data[i] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255;
    }
  }
  return { height, width, channels: 1, bitDepth: 8, data };
}

/**
 * Decodes the portable maps of netpbm: PBM, PGM and PPM of 8 or 16 bits, binary or text, and PFM. Up to 8 bits the file's
 * highest value becomes 255; 16 bits stay as they are.
 *
 * @throws ImageError for a size that does not fit; RangeError on a file that is cut short
 */
export function decodePortableMap(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  const kind = String.fromCharCode(bytes[1]!);
  if (kind === 'f' || kind === 'F') return decodeFloats(bytes, kind === 'F' ? 3 : 1, subject);
  if (kind === '1' || kind === '4') return decodeBits(bytes, kind === '1', subject);
  const channels = kind === '3' || kind === '6' ? 3 : 1;
  const words = new Words(bytes, 2);
  const width = words.number();
  const height = words.number();
  const highest = words.number();
  requireSize({ height, width }, subject);
  const wide = highest > 255;
  const length = height * width * channels;
  const data = wide ? new Uint16Array(length) : new Uint8Array(length);
  const scale = wide ? 1 : 255 / highest;
  const start = words.at + 1;
  const text = kind === '2' || kind === '3';
  if (!text && start + length * (wide ? 2 : 1) > bytes.length) {
    throw new RangeError('The file ends too early.');
  }
  for (let i = 0; i < length; i++) {
    const value = text
      ? words.number()
      : wide
        ? (bytes[start + 2 * i]! << 8) | bytes[start + 2 * i + 1]!
        : bytes[start + i]!;
    data[i] = Math.round(value * scale);
  }
  return { height, width, channels, bitDepth: wide ? 16 : 8, data };
}
