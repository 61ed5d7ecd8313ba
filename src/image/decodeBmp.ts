import { viewOf } from '../math/bytes.ts';
import { refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { applyOrientation } from './orientation.ts';
import type { Pixels } from './types.ts';
import type { Told } from '../languages/sentence.ts';
import { formatSays } from './formatSentences.ts';
import { imageSays } from './sentences.ts';

const FILE_HEADER = 14;
/** Of OS/2: sizes of 16 bits, and colours of three bytes. */
const CORE_HEADER = 12;
/** The header of OS/2's second version, which numbers kinds of compression in its own way. */
const OS2_HEADER = 64;

const PLAIN = 0;
const RUNS_8 = 1;
const RUNS_4 = 2;
const MASKS = 3;
const MASKS_WITH_ALPHA = 6;

/** A run of 255 pixels takes two bytes, and so does a row that is jumped over: eight times as wide is what nobody draws. */
const MOST_PIXELS_A_BYTE = (8 * 255) / 2;

interface Header {
  readonly height: number;
  readonly width: number;
  /** Whether the first row is the lowest. */
  readonly fromBelow: boolean;
  readonly bits: number;
  readonly compression: number;
  readonly colours: number;
  readonly coreHeader: boolean;
  readonly paletteStart: number;
  readonly pixelStart: number;
}

function readHeader(view: DataView, subject: Told): Header {
  const size = view.getUint32(FILE_HEADER, true);
  const coreHeader = size === CORE_HEADER;
  if (!coreHeader && size < 40) refuseVariant(imageSays.oddBmp(subject));
  const signedHeight = coreHeader ? view.getUint16(20, true) : view.getInt32(22, true);
  const bits = view.getUint16(coreHeader ? 24 : 28, true);
  const compression = coreHeader ? PLAIN : view.getUint32(30, true);
  const read = size === OS2_HEADER ? [PLAIN, RUNS_8, RUNS_4] : [0, 1, 2, 3, 6];
  if (!read.includes(compression)) refuseVariant(formatSays.compressedBmp(subject));
  if (![1, 2, 4, 8, 16, 24, 32].includes(bits)) {
    refuseVariant(formatSays.oddBitsBmp(subject, bits));
  }
  // A damaged file may claim billions.
  const most = 2 ** Math.min(bits, 8);
  const colours = Math.min((coreHeader ? 0 : view.getUint32(46, true)) || most, most);
  const hasMasks = compression === MASKS || compression === MASKS_WITH_ALPHA;
  return {
    ...{ bits, compression, coreHeader, colours },
    width: coreHeader ? view.getUint16(18, true) : view.getInt32(18, true),
    height: Math.abs(signedHeight),
    fromBelow: signedHeight > 0,
    paletteStart: FILE_HEADER + size + (hasMasks && size === 40 ? 12 : 0),
    pixelStart: view.getUint32(10, true),
  };
}

/** Rows of plain pixels end with a whole word. */
function rowBytesOf({ width, bits }: Header): number {
  return Math.ceil((width * bits) / 32) * 4;
}

/** Indices of rows packed by runs; what a file jumps over is 0. Rows are as they come, not turned over. */
function unpackRuns(bytes: Uint8Array, { height, width, bits, pixelStart }: Header): Uint8Array {
  const out = new Uint8Array(height * width);
  const perByte = 8 / bits;
  let at = pixelStart;
  const next = () => {
    if (at >= bytes.length) throw new RangeError('The file ends too early.');
    return bytes[at++]!;
  };
  const indexIn = (byte: number, i: number) =>
    perByte === 1 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15;
  for (let y = 0, x = 0; y < height;) {
    const [count, what] = [next(), next()];
    if (count > 0) {
      for (let i = 0; i < count && x < width; i++) out[y * width + x++] = indexIn(what, i);
    } else if (what === 0) {
      x = 0;
      y++;
    } else if (what === 1) {
      break;
    } else if (what === 2) {
      x = Math.min(x + next(), width);
      y += next();
    } else {
      const length = Math.ceil(what / perByte);
      const stored = bytes.subarray(at, at + length);
      if (stored.length < length) throw new RangeError('The file ends too early.');
      for (let i = 0; i < what && x < width; i++) {
        out[y * width + x++] = indexIn(stored[Math.floor(i / perByte)]!, i);
      }
      at += length + (length % 2);
    }
  }
  return out;
}

/** Indices of rows as they come. */
function readIndices(bytes: Uint8Array, header: Header): Uint8Array {
  const { height, width, bits, compression, pixelStart } = header;
  if (compression !== PLAIN) return unpackRuns(bytes, header);
  const rowBytes = rowBytesOf(header);
  const out = new Uint8Array(height * width);
  for (let i = 0; i < out.length; i++) {
    const bit = (i % width) * bits;
    const byte = bytes[pixelStart + rowBytes * Math.floor(i / width) + (bit >> 3)]!;
    out[i] = (byte >> (8 - bits - (bit & 7))) & (2 ** bits - 1);
  }
  return out;
}

function decodeIndexed(bytes: Uint8Array, header: Header): Pixels {
  const { height, width, colours, coreHeader, paletteStart } = header;
  const entryBytes = coreHeader ? 3 : 4;
  const entry = (index: number, channel: number) =>
    bytes[paletteStart + index * entryBytes + 2 - channel]!;
  const grey = Array.from({ length: colours }, (_, i) => i).every(
    (i) => entry(i, 0) === entry(i, 1) && entry(i, 0) === entry(i, 2),
  );
  const channels = grey ? 1 : 3;
  const indices = readIndices(bytes, header);
  const data = new Uint8Array(indices.length * channels);
  for (let i = 0; i < indices.length; i++) {
    for (let c = 0; c < channels; c++) data[i * channels + c] = entry(indices[i]!, c);
  }
  return { height, width, channels, bitDepth: 8, data };
}

/** Which bits of a pixel are red, green, blue and, where the file says so, opacity. */
function channelMasks(view: DataView, { bits, compression, pixelStart }: Header): number[] {
  if (compression === PLAIN) {
    return bits === 16 ? [0x7c00, 0x3e0, 0x1f] : [0xff0000, 0xff00, 0xff];
  }
  const masks = [54, 58, 62].map((at) => view.getUint32(at, true));
  const hasAlpha = view.getUint32(FILE_HEADER, true) >= 56 || compression === MASKS_WITH_ALPHA;
  const alpha = hasAlpha && pixelStart >= 70 ? view.getUint32(66, true) : 0;
  return alpha === 0 ? masks : [...masks, alpha];
}

function decodeDirect(view: DataView, header: Header): Pixels {
  const { height, width, bits, pixelStart } = header;
  const masks = channelMasks(view, header);
  const rowBytes = rowBytesOf(header);
  const parts = masks.map((mask) => {
    const shift = mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
    return { mask, shift, highest: mask >>> shift || 1 };
  });
  const channels = parts.length;
  const data = new Uint8Array(height * width * channels);
  for (let i = 0; i < height * width; i++) {
    const at = pixelStart + rowBytes * Math.floor(i / width) + ((i % width) * bits) / 8;
    const pixel =
      bits === 16
        ? view.getUint16(at, true)
        : bits === 32
          ? view.getUint32(at, true)
          : view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    parts.forEach(({ mask, shift, highest }, c) => {
      data[i * channels + c] = Math.round((((pixel & mask) >>> shift) * 255) / highest);
    });
  }
  return { height, width, channels, bitDepth: 8, data };
}

/** Without a fourth channel that is 0 all over: many programs leave it so, and mean no transparency. */
function withoutEmptyAlpha(pixels: Pixels): Pixels {
  const { channels, data } = pixels;
  if (channels !== 4) return pixels;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 0) return pixels;
  return { ...pixels, channels: 3, data: data.filter((_, i) => i % 4 !== 3) };
}

/**
 * Decodes a bitmap of Windows or OS/2, of 1 to 32 bits a pixel, plain or packed by runs. A grey palette gives grey;
 * transparency counts where the file names its bits.
 *
 * @throws ImageError for other compression and for sizes that do not fit; RangeError on a file that is cut short
 */
export function decodeBmp(bytes: Uint8Array, subject: Told): Pixels {
  const view = viewOf(bytes);
  const header = readHeader(view, subject);
  const { height, width, bits, compression, pixelStart, fromBelow } = header;
  if (width < 0) throw new RangeError('The width is negative.');
  requireSize({ height, width }, subject);
  const isPacked = compression === RUNS_8 || compression === RUNS_4;
  if (isPacked && bits !== (compression === RUNS_8 ? 8 : 4)) throw new RangeError('Odd runs.');
  if (isPacked && height * width > MOST_PIXELS_A_BYTE * bytes.length) {
    throw new RangeError('It is far larger than its runs.');
  }
  const rowBytes = rowBytesOf(header);
  if (!isPacked && pixelStart + rowBytes * height > bytes.length) {
    throw new RangeError('The file ends too early.');
  }
  const pixels =
    bits <= 8 ? decodeIndexed(bytes, header) : withoutEmptyAlpha(decodeDirect(view, header));
  return { ...pixels, ...applyOrientation(pixels, pixels.channels, fromBelow ? 4 : 1) };
}
