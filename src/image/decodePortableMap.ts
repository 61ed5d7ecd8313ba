import type { Told } from '../languages/sentence.ts';
import { viewOf } from '../math/bytes.ts';
import { requireSize } from './imageHeader.ts';
import { spreadLevels } from './pixelsOfNumbers.ts';
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
  const view = viewOf(bytes);
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

/** How a map counts: what stands between its first letters and its samples. */
interface MapHeader {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly highest: number;
  /** First byte of the samples. */
  readonly start: number;
}

function readNumbers(bytes: Uint8Array, channels: number): MapHeader {
  const words = new Words(bytes, 2);
  const [width, height, highest] = [words.number(), words.number(), words.number()];
  return { height, width, channels, highest, start: words.at + 1 };
}

/** The header of a PAM, which names what it says. */
function readNames(bytes: Uint8Array): MapHeader {
  const words = new Words(bytes, 2);
  const said = new Map<string, number>();
  for (let name = words.next(); name !== 'ENDHDR'; name = words.next()) {
    if (name === 'TUPLTYPE') words.next();
    else said.set(name, words.number());
  }
  const [height, width] = [said.get('HEIGHT') ?? 0, said.get('WIDTH') ?? 0];
  const [channels, highest] = [said.get('DEPTH') ?? 0, said.get('MAXVAL') ?? 0];
  return { height, width, channels, highest, start: words.at + 1 };
}

/**
 * Decodes the portable maps of netpbm: PBM, PGM, PPM and PAM of 8 or 16 bits, binary or text, and PFM. The file's highest
 * value becomes 255, or 65535 where it is more than a byte.
 *
 * @throws ImageError for a size that does not fit; RangeError on a file that is cut short
 */
export function decodePortableMap(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  const kind = String.fromCharCode(bytes[1]!);
  if (kind === 'f' || kind === 'F') return decodeFloats(bytes, kind === 'F' ? 3 : 1, subject);
  if (kind === '1' || kind === '4') return decodeBits(bytes, kind === '1', subject);
  const colour = kind === '3' || kind === '6';
  const header = kind === '7' ? readNames(bytes) : readNumbers(bytes, colour ? 3 : 1);
  const { height, width, channels, highest, start } = header;
  requireSize({ height, width }, subject);
  const isOdd = !(channels >= 1 && channels <= 4) || !(highest >= 1 && highest <= 65535);
  if (isOdd) throw new RangeError('The header is odd.');
  const wide = highest > 255;
  const length = height * width * channels;
  const text = kind === '2' || kind === '3';
  if (start + length * (wide && !text ? 2 : 1) > bytes.length) {
    throw new RangeError('The file ends too early.');
  }
  const data = wide ? new Uint16Array(length) : new Uint8Array(length);
  const words = new Words(bytes, start);
  for (let i = 0; i < length; i++) {
    data[i] = text
      ? words.number()
      : wide
        ? (bytes[start + 2 * i]! << 8) | bytes[start + 2 * i + 1]!
        : bytes[start + i]!;
  }
  return spreadLevels({ height, width }, channels, data, highest);
}
