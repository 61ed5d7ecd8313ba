import { viewOf } from '../math/bytes.ts';
import { bytesOf, type ExrChannel, type ExrSegment } from './exrSegments.ts';

const VALUES = 65536;
/** Lengths of codes from this on stand for runs of symbols without a code. */
const SHORT_RUN = 59;
const LONG_RUN = 63;
const LONGEST_CODE = 58;

/** Reads bits, the highest of a byte first. */
class Bits {
  private held = 0;
  private count = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public at: number,
  ) {}

  /** @param bits at most 8 */
  read(bits: number): number {
    while (this.count < bits) {
      if (this.at >= this.bytes.length) throw new RangeError('The data is cut short.');
      this.held = ((this.held << 8) | this.bytes[this.at++]!) & 0xffff;
      this.count += 8;
    }
    this.count -= bits;
    return (this.held >> this.count) & ((1 << bits) - 1);
  }
}

/** A canonical code: of each length, its first code, and its symbols in order. */
interface Code {
  readonly first: Float64Array;
  readonly start: Uint32Array;
  readonly count: Uint32Array;
  readonly symbols: Uint32Array;
}

function readCode(bits: Bits, lowest: number, highest: number): Code {
  const lengths = new Uint8Array(VALUES + 1);
  for (let symbol = lowest; symbol <= highest;) {
    const length = bits.read(6);
    if (length < SHORT_RUN) lengths[symbol++] = length;
    else if (length === LONG_RUN) symbol += bits.read(8) + 6;
    else symbol += length - SHORT_RUN + 2;
  }
  const count = new Uint32Array(LONGEST_CODE + 1);
  for (const length of lengths) if (length > 0) count[length]!++;
  const first = new Float64Array(LONGEST_CODE + 1);
  const start = new Uint32Array(LONGEST_CODE + 2);
  let code = 0;
  for (let length = LONGEST_CODE; length > 0; length--) {
    first[length] = code;
    code = Math.floor((code + count[length]!) / 2);
  }
  for (let length = 1; length <= LONGEST_CODE; length++) {
    start[length + 1] = start[length]! + count[length]!;
  }
  const next = start.slice();
  const symbols = new Uint32Array(start[LONGEST_CODE + 1]!);
  lengths.forEach((length, symbol) => {
    if (length > 0) symbols[next[length]!++] = symbol;
  });
  return { first, start, count, symbols };
}

/** @param length how many values there are */
function unpackHuffman(packed: Uint8Array, length: number): Uint16Array {
  const view = viewOf(packed);
  const out = new Uint16Array(length);
  const [lowest, highest] = [view.getUint32(0, true), view.getUint32(4, true)];
  const dataBits = view.getUint32(12, true);
  if (lowest > VALUES || highest > VALUES) throw new RangeError('A code is out of range.');
  const table = new Bits(packed, 20);
  const { first, start, count, symbols } = readCode(table, lowest, highest);
  const begin = table.at;
  if (begin + dataBits / 8 > packed.length) throw new RangeError('The data is cut short.');
  let to = 0;
  let at = 0;
  const bitAt = (bit: number) => (packed[begin + (bit >> 3)]! >> (7 - (bit & 7))) & 1;
  while (at < dataBits && to < length) {
    let code = 0;
    let size = 0;
    do {
      if (++size > LONGEST_CODE || at >= dataBits) throw new RangeError('A code is unknown.');
      code = code * 2 + bitAt(at++);
    } while (!(code >= first[size]! && code - first[size]! < count[size]!));
    const symbol = symbols[start[size]! + code - first[size]!]!;
    if (symbol !== highest) {
      out[to++] = symbol;
      continue;
    }
    // The highest symbol repeats the value before, as often as the next byte says.
    let times = 0;
    for (let i = 0; i < 8; i++) times = times * 2 + bitAt(at++);
    if (to === 0 || to + times > length) throw new RangeError('A run is too long.');
    out.fill(out[to - 1]!, to, to + times);
    to += times;
  }
  return out;
}

/** Mean and difference back to two values, given as one number: the first in the upper 16 bits. */
type Undo = (mean: number, difference: number) => number;

/** For values below 2^14. */
const undoSmall: Undo = (mean, difference) => {
  const signed = (difference << 16) >> 16;
  const first = ((mean << 16) >> 16) + (signed & 1) + (signed >> 1);
  return (first << 16) | ((first - signed) & 0xffff);
};

/** For any: it wraps around. */
const undoLarge: Undo = (mean, difference) => {
  const second = (mean - (difference >> 1)) & 0xffff;
  return ((difference + second - 0x8000) << 16) | second;
};

/** Samples of a channel, or of one half of its samples: in columns `step` apart, in lines `line` apart. */
interface Plane {
  readonly offset: number;
  readonly width: number;
  readonly height: number;
  readonly step: number;
  readonly line: number;
}

/** Turns a plane's Haar wavelet back, in place: from the coarsest squares of values to those of two by two. */
function undoWavelet(data: Uint16Array, plane: Plane, undo: Undo): void {
  const { offset, width, height, step, line } = plane;
  const pair = (at: number, other: number) => {
    const both = undo(data[at]!, data[other]!);
    data[at] = both >>> 16;
    data[other] = both & 0xffff;
  };
  let size = 1;
  while (size * 2 <= Math.min(width, height)) size *= 2;
  for (; size > 1; size /= 2) {
    const right = (step * size) / 2;
    const below = (line * size) / 2;
    const oddColumn = (width & (size / 2)) !== 0;
    const oddRow = (height & (size / 2)) !== 0;
    let y = 0;
    for (; y + size <= height; y += size) {
      let at = offset + y * line;
      for (let x = 0; x + size <= width; x += size, at += step * size) {
        pair(at, at + below);
        pair(at + right, at + right + below);
        pair(at, at + right);
        pair(at + below, at + below + right);
      }
      if (oddColumn) pair(at, at + below);
    }
    if (!oddRow) continue;
    let at = offset + y * line;
    for (let x = 0; x + size <= width; x += size, at += step * size) pair(at, at + right);
  }
}

/** The values in use, in order: what is stored are their places in this list. */
function readValues(packed: Uint8Array) {
  const view = viewOf(packed);
  const [lowest, highest] = [view.getUint16(0, true), view.getUint16(2, true)];
  const values = new Uint16Array(VALUES);
  let count = 1; // 0 is always in use
  let at = 4;
  for (let byte = lowest; byte <= highest; byte++) {
    if (byte >= VALUES / 8 || at >= packed.length) throw new RangeError('The list is cut short.');
    const bits = packed[at++]!;
    for (let bit = 0; bit < 8; bit++) {
      const value = byte * 8 + bit;
      if (value > 0 && (bits >> bit) & 1) values[count++] = value;
    }
  }
  return { values, most: count - 1, end: at };
}

/**
 * Unpacks a chunk of PIZ compression: Huffman codes of a wavelet of the places of values in the list of those in use.
 * Source: ImfPizCompressor, ImfWav and ImfHuf of the OpenEXR library.
 *
 * @param length bytes that come of it
 * @throws RangeError on bad data
 */
export function unpackPiz(
  packed: Uint8Array,
  length: number,
  segments: readonly ExrSegment[],
): Uint8Array {
  const { values, most, end } = readValues(packed);
  const data = unpackHuffman(packed.subarray(end + 4), length / 2);
  // Each channel by itself, one after another.
  const planes = new Map<ExrChannel, Plane>();
  let offset = 0;
  for (const { channel, samples } of segments) {
    const before = planes.get(channel);
    const step = bytesOf(channel) / 2;
    planes.set(channel, {
      ...{ offset: 0, width: samples, step, line: step * samples },
      height: (before?.height ?? 0) + 1,
    });
  }
  for (const [channel, plane] of planes) {
    planes.set(channel, { ...plane, offset });
    const undo = most < 1 << 14 ? undoSmall : undoLarge;
    for (let part = 0; part < plane.step; part++) {
      undoWavelet(data, { ...plane, offset: offset + part }, undo);
    }
    offset += plane.line * plane.height;
  }
  const out = new Uint16Array(length / 2);
  const place = new Map(Array.from(planes, ([channel, plane]) => [channel, plane.offset]));
  for (const { channel, offset: to, samples } of segments) {
    const from = place.get(channel)!;
    const count = (samples * bytesOf(channel)) / 2;
    for (let i = 0; i < count; i++) out[to / 2 + i] = values[data[from + i]!]!;
    place.set(channel, from + count);
  }
  return new Uint8Array(out.buffer);
}
