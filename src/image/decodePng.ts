import { convertIndexedToRgb, decode } from 'fast-png';
import type { DecodedPng } from 'fast-png';
import { Unzlib } from 'fflate';
import { joinBytes, viewOf } from '../math/bytes.ts';
import { damaged } from './imageError.ts';
import { pngChunks } from './imageHeader.ts';
import { imageSays } from './sentences.ts';
import type { Pixels } from './types.ts';
import type { Told } from '../languages/sentence.ts';

const ESSENTIAL_CHUNKS = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);

/** The file without text, colour profiles and so on: damage there does not touch the pixels. */
function essentialPng(bytes: Uint8Array, subject: Told): Uint8Array {
  const kept = pngChunks(bytes, subject).filter(({ type }) => ESSENTIAL_CHUNKS.has(type));
  const parts = kept.map(({ start, end }) => bytes.subarray(start - 8, end + 4));
  return joinBytes([bytes.subarray(0, 8), ...parts]);
}

/** Deflate makes no byte into more than this many. */
const LARGEST_RATIO = 1032;
/** Data that inflates to less than this need not be looked at first. */
const HARMLESS = 64 * 1024 * 1024;
/** Compressed bytes that are inflated at once while counting. */
const PIECE = 16 * 1024;
/** Samples of a pixel by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/**
 * The most bytes that a picture of the header's size takes, interlaced or not: each row has a filter byte and ends
 * with a whole byte.
 */
export function declaredBytes(bytes: Uint8Array): number {
  const view = viewOf(bytes);
  const width = view.getUint32(16);
  const height = view.getUint32(20);
  const bits = bytes[24]! * (CHANNELS[bytes[25]!] ?? 4);
  const passes = 4; // The seven passes of an interlaced picture have at most this many times its rows.
  return Math.ceil((width * height * bits) / 8) + 2 * passes * (height + 8);
}

/**
 * Refuses a file whose data inflates to more than its header declares, before a decoder makes room for all of it.
 *
 * @throws ImageError `damaged` as soon as there is too much; whatever the decoder throws on bad data
 */
function refuseBomb(bytes: Uint8Array, subject: Told): void {
  const data = pngChunks(bytes, subject).filter(({ type }) => type === 'IDAT');
  const compressed = data.reduce((sum, { start, end }) => sum + end - start, 0);
  const most = declaredBytes(bytes);
  if (compressed * LARGEST_RATIO <= Math.max(HARMLESS, most)) return;
  let inflated = 0;
  const stream = new Unzlib((piece) => {
    inflated += piece.length;
    if (inflated > most) throw damaged(subject);
  });
  for (const { start, end } of data) {
    for (let at = start; at < end; at += PIECE) {
      stream.push(bytes.subarray(at, Math.min(at + PIECE, end)));
    }
  }
}

/** Samples of 1, 2 or 4 bits as bytes over the full range, so that white is 255. */
function unpackBits(png: DecodedPng): Uint8Array {
  const { height, width, depth, data } = png;
  const rowBytes = Math.ceil((width * depth) / 8);
  const mask = 2 ** depth - 1;
  const out = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * rowBytes + (bit >> 3)]!;
      out[y * width + x] = (((byte >> (8 - depth - (bit & 7))) & mask) * 255) / mask;
    }
  }
  return out;
}

/** Adds an alpha channel that is 0 where the pixel has the one colour declared transparent. */
function addColourKey(pixels: Pixels, key: readonly number[]): Pixels {
  const { height, width, channels, bitDepth, data } = pixels;
  const opaque = bitDepth === 16 ? 65535 : 255;
  const length = height * width * (channels + 1);
  const out = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  for (let pixel = 0; pixel < height * width; pixel++) {
    let same = true;
    for (let channel = 0; channel < channels; channel++) {
      const value = data[pixel * channels + channel]!;
      out[pixel * (channels + 1) + channel] = value;
      if (value !== key[channel]) same = false;
    }
    out[pixel * (channels + 1) + channels] = same ? 0 : opaque;
  }
  return { height, width, channels: channels + 1, bitDepth, data: out };
}

/** How many pictures an animation has; 1 of a file that is none. */
function countFrames(bytes: Uint8Array, subject: Told): number {
  const control = pngChunks(bytes, subject).find(({ type }) => type === 'acTL');
  return control === undefined || control.end - control.start < 4
    ? 1
    : viewOf(bytes).getUint32(control.start);
}

/** Whether the picture is interlaced and of fewer than 8 bits, which the library does not read; of a file that has a header. */
export function isFewInterlaced(bytes: Uint8Array): boolean {
  return bytes[28] === 1 && bytes[24]! < 8;
}

/**
 * Decodes a PNG file of any colour type; 16-bit samples keep their 16 bits, fewer than 8 are spread
 * over the full byte range. One that is `isFewInterlaced` goes through `withoutInterlacing` first. Of an animation it is the picture that is shown where nothing moves.
 *
 * @throws whatever the decoder throws on bad data
 */
export function decodePng(bytes: Uint8Array, subject: Told): Pixels {
  refuseBomb(bytes, subject);
  const pixels = decodeStill(bytes, subject);
  const frames = countFrames(bytes, subject);
  return frames > 1 ? { ...pixels, notes: [imageSays.firstOfPictures(frames)] } : pixels;
}

function decodeStill(bytes: Uint8Array, subject: Told): Pixels {
  const essential = essentialPng(bytes, subject);
  const png = decode(essential, { checkCrc: true });
  const { height, width } = png;
  if (png.palette !== undefined && png.channels === 1) {
    const channels = png.palette[0]!.length;
    return { height, width, channels, bitDepth: 8, data: convertIndexedToRgb(png) };
  }
  const spread = png.depth < 8 ? 255 / (2 ** png.depth - 1) : 1;
  const pixels: Pixels = {
    height,
    width,
    channels: png.channels,
    bitDepth: png.depth === 16 ? 16 : 8,
    data: png.depth < 8 ? unpackBits(png) : (png.data as Uint8Array | Uint16Array),
  };
  if (png.transparency === undefined) return pixels;
  return addColourKey(
    pixels,
    Array.from(png.transparency, (value) => value * spread),
  );
}
