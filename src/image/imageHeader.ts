import type { Told } from '../languages/sentence.ts';
import { hasText, textAt, viewOf } from '../math/bytes.ts';
import { damaged, ImageError, refuseVariant } from './imageError.ts';
import { findJpegFrame, isJpeg } from './jpegParts.ts';
import { imageSays } from './sentences.ts';
import type { ImageSize } from './types.ts';

export type ImageFormat = 'PNG' | 'JPEG' | 'WebP';

/** What a file's first bytes say, read without decoding a pixel. */
export interface ImageHeader extends ImageSize {
  readonly format: ImageFormat;
  /** Whether an Exif block is there, which may hold an orientation. */
  readonly hasExif: boolean;
  /** Whether its colours are the four inks of print. */
  readonly hasInks: boolean;
}

/** Most pixels a picture may have: above the 64-megapixel sensors of phones, below 300 MB as RGBA. */
export const MAXIMUM_PIXELS = 64 * 1024 * 1024;

/** Where a PNG's first chunk, which is its header in every file, has these bytes. */
const PNG_BIT_DEPTH = 24;
const PNG_COLOUR_TYPE = 25;
const PNG_SIGNATURE = '\x89PNG\r\n\x1a\n';

/** Other formats, told apart only to name them: [format, offset, first bytes]. */
const KNOWN_ELSEWHERE: readonly (readonly [string, number, string])[] = [
  ['JPEG 2000', 4, 'jP  '],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['camera raw', 4, 'ftypcrx '],
  ['camera raw', 0, 'FUJIFILMCCD-RAW'],
  ['camera raw', 0, 'IIU\0'],
  ['camera raw', 0, 'IIRO'],
  ['camera raw', 0, 'FOVb'],
  ['video', 4, 'ftyp'],
  ['SVG', 0, '<svg'],
  ['SVG', 0, '<?xml'],
  ['PDF', 0, '%PDF'],
  ['Photoshop', 0, '8BPS'],
];

/** What a download leaves where the picture should be: [what it is, first bytes, in small letters]. */
const NO_FILE = [
  ['web page', '<!doctype html'],
  ['web page', '<html'],
  ['pointer', 'version https://git-lfs'],
] as const;

export function isPng(bytes: Uint8Array): boolean {
  return hasText(bytes, 0, PNG_SIGNATURE);
}

function isWebp(bytes: Uint8Array): boolean {
  return hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP');
}

/** Whether it is a JPEG or WebP file whose levels are not exactly those that were saved. */
export function isLossy(bytes: Uint8Array): boolean {
  return isJpeg(bytes) || (isWebp(bytes) && !hasText(bytes, 12, 'VP8L'));
}

/** One part of a PNG file; `start` and `end` bound its data. */
export interface PngChunk {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** The chunks of a PNG file up to its end mark; throws `damaged` when the file stops earlier. */
export function pngChunks(bytes: Uint8Array, subject: Told): PngChunk[] {
  const view = viewOf(bytes);
  const chunks: PngChunk[] = [];
  let offset = PNG_SIGNATURE.length;
  while (offset + 12 <= bytes.length) {
    const start = offset + 8;
    const end = start + view.getUint32(offset);
    if (end + 4 > bytes.length) break;
    const type = textAt(bytes, offset + 4, 4);
    chunks.push({ type, start, end });
    if (type === 'IEND') return chunks;
    offset = end + 4;
  }
  throw damaged(subject);
}

function readPngHeader(bytes: Uint8Array, subject: Told): ImageHeader {
  const chunks = pngChunks(bytes, subject);
  const first = chunks[0]!;
  if (first.type !== 'IHDR' || first.end - first.start !== 13) throw damaged(subject);
  const view = viewOf(bytes);
  return {
    format: 'PNG',
    width: view.getUint32(first.start),
    height: view.getUint32(first.start + 4),
    hasExif: chunks.some(({ type }) => type === 'eXIf'),
    hasInks: false,
  };
}

function readJpegHeader(bytes: Uint8Array, subject: Told): ImageHeader {
  const frame = findJpegFrame(bytes);
  if (frame === null) throw damaged(subject);
  const { marker, bitDepth, height, width, channels, hasExif } = frame;
  if (marker > 0xc2) refuseVariant(imageSays.unusualJpeg(subject));
  if (bitDepth !== 8) refuseVariant(imageSays.deepJpeg(subject, bitDepth));
  return { format: 'JPEG', height, width, hasExif, hasInks: channels === 4 };
}

function readWebpHeader(bytes: Uint8Array, subject: Told): ImageHeader {
  if (bytes.length < 30) throw damaged(subject);
  const view = viewOf(bytes);
  if (view.getUint32(4, true) + 8 > bytes.length) throw damaged(subject);
  const data = 20;
  if (hasText(bytes, 12, 'VP8X')) {
    const flags = bytes[data]!;
    if ((flags & 0x02) !== 0) refuseVariant(imageSays.animatedWebp(subject));
    const uint24 = (at: number) => view.getUint16(at, true) + (bytes[at + 2]! << 16);
    return {
      format: 'WebP',
      width: uint24(data + 4) + 1,
      height: uint24(data + 7) + 1,
      hasExif: (flags & 0x08) !== 0,
      hasInks: false,
    };
  }
  if (hasText(bytes, 12, 'VP8L') && bytes[data] === 0x2f) {
    const packed = view.getUint32(data + 1, true);
    const width = (packed & 0x3fff) + 1;
    const height = ((packed >>> 14) & 0x3fff) + 1;
    return { format: 'WebP', width, height, hasExif: false, hasInks: false };
  }
  if (hasText(bytes, 12, 'VP8 ') && hasText(bytes, data + 3, '\x9d\x01*')) {
    const width = view.getUint16(data + 6, true) & 0x3fff;
    const height = view.getUint16(data + 8, true) & 0x3fff;
    return { format: 'WebP', width, height, hasExif: false, hasInks: false };
  }
  throw damaged(subject);
}

/**
 * Recognises a file by its bytes (never its name) and reads its size, whatever that is: `requireSize` refuses it.
 *
 * @param subject how messages call the file, e.g. its name
 * @throws ImageError when it is no picture that can be read
 */
export function readImageHeader(bytes: Uint8Array, subject: Told): ImageHeader {
  if (bytes.length === 0) throw new ImageError('empty', imageSays.empty(subject));
  if (isPng(bytes)) return readPngHeader(bytes, subject);
  if (isJpeg(bytes)) return readJpegHeader(bytes, subject);
  if (isWebp(bytes)) return readWebpHeader(bytes, subject);
  const known = KNOWN_ELSEWHERE.find(([, offset, text]) => hasText(bytes, offset, text));
  if (known !== undefined) {
    throw new ImageError('unsupportedFormat', imageSays.otherFormat(subject, known[0]));
  }
  const start = textAt(bytes, 0, 64).trimStart().toLowerCase();
  const instead = NO_FILE.find(([, text]) => start.startsWith(text));
  if (instead !== undefined) {
    throw new ImageError('unknownFormat', imageSays.notDownloaded(subject, instead[0]));
  }
  throw new ImageError('unknownFormat', imageSays.unknownFormat(subject));
}

/** @throws ImageError when a picture has no pixels or more than `most` */
export function requireSize(
  { height, width }: ImageSize,
  subject: Told,
  most = MAXIMUM_PIXELS,
): void {
  if (height === 0 || width === 0) {
    throw new ImageError('zeroSize', imageSays.noPixels(subject, width, height));
  }
  if (height * width > most) {
    const megapixels = Math.floor(most / 1e6);
    throw new ImageError('tooLarge', imageSays.tooManyPixels(subject, width, height, megapixels));
  }
}

/** How a file stores a pixel. */
export interface SampleFormat {
  /** One channel, or one beside transparency. */
  readonly grey: boolean;
  /** Bits per channel; of a palette, per index. */
  readonly bitDepth: number;
}

/**
 * Reads how pixels are stored from the first bytes of a PNG or JPEG file; the rest of it need not be there.
 *
 * @returns null where the bytes do not say, as of any other format
 */
export function readSampleFormat(head: Uint8Array): SampleFormat | null {
  if (isPng(head)) {
    if (head.length <= PNG_COLOUR_TYPE) return null;
    const colourType = head[PNG_COLOUR_TYPE];
    return { grey: colourType === 0 || colourType === 4, bitDepth: head[PNG_BIT_DEPTH]! };
  }
  const frame = isJpeg(head) ? findJpegFrame(head) : null;
  return frame === null ? null : { grey: frame.channels === 1, bitDepth: frame.bitDepth };
}
