import type { Told } from '../languages/sentence.ts';
import { joinBytes, viewOf } from '../math/bytes.ts';
import { requireSize } from './imageHeader.ts';
import { imageSays } from './sentences.ts';
import type { ImageSize, Pixels } from './types.ts';

const HEADER = 13;
const EXTENSION = 0x21;
const PICTURE = 0x2c;
/** The extension that says which colour is transparent. */
const CONTROL = 0xf9;
const CONTROL_BYTES = 4;
/** The part of a picture's block before its colours. */
const DESCRIPTOR = 9;

/** Codes have at most 12 bits, and stand for as many pixels as there are codes at most. */
const MOST_CODES = 4096;
const MOST_BITS = 12;
const MOST_PIXELS_A_BYTE = (MOST_CODES * 8) / MOST_BITS;

/** Of an interlaced picture: the first row of each pass, and how many rows lie between two of its. */
const PASSES = [
  [0, 8],
  [4, 8],
  [2, 4],
  [1, 2],
] as const;

/** The first picture of a file, its samples still packed. */
interface Frame extends ImageSize {
  readonly left: number;
  readonly top: number;
  readonly interlaced: boolean;
  /** RGB triples. */
  readonly colours: Uint8Array;
  /** Index of the transparent colour; −1 where there is none. */
  readonly transparent: number;
  /** Bits of an index. */
  readonly bits: number;
  readonly packed: Uint8Array;
}

/** A table of colours, whose size the flags before it tell. */
function coloursAt(bytes: Uint8Array, at: number, flags: number): Uint8Array {
  return bytes.subarray(at, at + ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1)));
}

/** The blocks of data from a place on, each headed by its length, up to the empty one. */
function readBlocks(bytes: Uint8Array, from: number): { data: Uint8Array[]; end: number } {
  const data: Uint8Array[] = [];
  let at = from;
  for (let length = bytes[at++]; length !== 0; length = bytes[at++]) {
    if (length === undefined || at + length > bytes.length) {
      throw new RangeError('The file ends too early.');
    }
    data.push(bytes.subarray(at, at + length));
    at += length;
  }
  return { data, end: at };
}

/** The first picture, and how many there are. What is broken behind the first is not missed. */
function readFrames(bytes: Uint8Array): { frame: Frame; count: number } {
  const view = viewOf(bytes);
  const shared = coloursAt(bytes, HEADER, bytes[10]!);
  let transparent = -1;
  let frame: Frame | null = null;
  let count = 0;
  let at = HEADER + shared.length;
  while (bytes[at] === EXTENSION || bytes[at] === PICTURE) {
    try {
      if (bytes[at] === EXTENSION) {
        const isControl = bytes[at + 1] === CONTROL && bytes[at + 2] === CONTROL_BYTES;
        if (isControl) transparent = (bytes[at + 3]! & 1) === 0 ? -1 : bytes[at + 6]!;
        at = readBlocks(bytes, at + 2).end;
        continue;
      }
      const [left, top, width, height] = [1, 3, 5, 7].map((i) => view.getUint16(at + i, true));
      const flags = bytes[at + DESCRIPTOR]!;
      const own = coloursAt(bytes, at + 1 + DESCRIPTOR, flags);
      const start = at + 1 + DESCRIPTOR + own.length;
      const { data, end } = readBlocks(bytes, start + 1);
      at = end;
      count++;
      frame ??= {
        ...{ left: left!, top: top!, width: width!, height: height!, transparent },
        interlaced: (flags & 0x40) !== 0,
        colours: own.length > 0 ? own : shared,
        bits: bytes[start]!,
        packed: joinBytes(data),
      };
    } catch (error) {
      if (frame === null) throw error;
      break;
    }
  }
  if (frame === null) throw new RangeError('There is no picture.');
  return { frame, count };
}

/** Indices as they come, packed by LZW: each code stands for a row of indices, which is an earlier one and one index more. */
function unpack(packed: Uint8Array, bits: number, pixels: number): Uint8Array {
  if (bits < 1 || bits > 8) throw new RangeError('Odd codes.');
  if (pixels > MOST_PIXELS_A_BYTE * packed.length) throw new RangeError('It is too large.');
  const out = new Uint8Array(pixels);
  const clear = 2 ** bits;
  // Where in `out` the row of a code's indices begins, and how long it is.
  const starts = new Uint32Array(MOST_CODES);
  const lengths = new Uint16Array(MOST_CODES);
  let to = 0;
  let at = 0;
  let held = 0;
  let heldBits = 0;
  let next = clear + 2;
  let width = bits + 1;
  let before = { start: 0, length: 0 };
  while (to < pixels) {
    for (; heldBits < width; heldBits += 8) {
      if (at >= packed.length) throw new RangeError('The data end too early.');
      held |= packed[at++]! << heldBits;
    }
    const code = held & (2 ** width - 1);
    held >>>= width;
    heldBits -= width;
    if (code === clear) {
      next = clear + 2;
      width = bits + 1;
      before = { start: 0, length: 0 };
      continue;
    }
    if (code === clear + 1 || code > next || (code === next && before.length === 0)) {
      throw new RangeError('The codes are broken.');
    }
    if (before.length > 0 && next < MOST_CODES) {
      // The row before and the first index of this one, which lies behind it already once this one is written.
      starts[next] = before.start;
      lengths[next] = before.length + 1;
    }
    const start = to;
    if (code < clear) out[to++] = code;
    else {
      const from = starts[code]!;
      const end = Math.min(to + lengths[code]!, pixels);
      // One by one: the row may reach into itself.
      for (let i = from; to < end; i++) out[to++] = out[i]!;
    }
    if (before.length > 0 && next < MOST_CODES) {
      next++;
      if (next === 2 ** width && width < MOST_BITS) width++;
    }
    before = { start, length: to - start };
  }
  return out;
}

/** In which row each of the stored rows lies. */
function rowOrder({ height, interlaced }: Frame): number[] {
  const rows = Array.from({ length: height }, (_, y) => y);
  if (!interlaced) return rows;
  return PASSES.flatMap(([first, step]) => rows.filter((y) => y >= first && y % step === first));
}

/** Whether the colours that are used are grey; a transparent one is none. */
function usesGreys(indices: Uint8Array, { colours, transparent }: Frame): boolean {
  const used = new Uint8Array(256);
  for (const index of indices) used[index] = 1;
  return used.every(
    (one, i) =>
      one === 0 ||
      i === transparent ||
      (colours[3 * i] === colours[3 * i + 1] && colours[3 * i] === colours[3 * i + 2]),
  );
}

/**
 * Decodes a GIF's first picture. What is transparent in it, or not covered by it, is transparent. Greys give grey.
 *
 * @throws ImageError for a size that does not fit; RangeError on a file whose first picture is cut short or broken, or far
 *   larger than its bytes can say
 */
export function decodeGif(bytes: Uint8Array, subject: Told): Pixels {
  const view = viewOf(bytes);
  const { frame, count } = readFrames(bytes);
  // Some programs leave the screen without a size.
  const width = Math.max(view.getUint16(6, true), frame.left + frame.width);
  const height = Math.max(view.getUint16(8, true), frame.top + frame.height);
  requireSize({ height, width }, subject);
  requireSize(frame, subject);
  if (height * width > MOST_PIXELS_A_BYTE * bytes.length) throw new RangeError('It is too large.');
  const indices = unpack(frame.packed, frame.bits, frame.height * frame.width);
  const { colours, transparent } = frame;
  const isOpaque = indices.length === height * width && !indices.includes(transparent);
  const shown = usesGreys(indices, frame) ? 1 : 3;
  const channels = isOpaque ? shown : shown + 1;
  const data = new Uint8Array(height * width * channels);
  let from = 0;
  for (const row of rowOrder(frame)) {
    let to = ((frame.top + row) * width + frame.left) * channels;
    for (let x = 0; x < frame.width; x++, to += channels) {
      const index = indices[from++]!;
      for (let c = 0; c < shown; c++) data[to + c] = colours[3 * index + c] ?? 0;
      if (!isOpaque) data[to + shown] = index === transparent ? 0 : 255;
    }
  }
  const notes = count > 1 ? [imageSays.firstOfPictures(count)] : [];
  return { height, width, channels, bitDepth: 8, data, notes };
}
