import type { Told } from '../languages/sentence.ts';
import { viewOf } from '../math/bytes.ts';
import { type CodecResult, decodeWithCodec } from './codecs.ts';
import { damaged } from './imageError.ts';
import { segmentsOf } from './jpegParts.ts';
import { imageSays } from './sentences.ts';
import type { Pixels, Role } from './types.ts';

const SCAN = 0xda;
const END = 0xd9;
/** Frames whose picture is one scan, or one for each channel. */
const LAST_PLAIN_FRAME = 0xc1;
const COEFFICIENTS = 64;
/** Samples that the decoder did not find are this grey. */
const GREY = 128;
/** So large a share of a picture's lines may be missing. */
const MOST_MISSING = 0.1;

/** What a file without an end mark holds. */
interface Scans {
  readonly plain: boolean;
  readonly count: number;
  /** Whether every coefficient of every channel was begun to be told with all of its bits. */
  readonly complete: boolean;
  /** Lines that are packed together. */
  readonly blockHeight: number;
}

/** Where the samples end that follow a scan's header: at the next mark, or where the file does. */
function endOfSamples(bytes: Uint8Array, from: number): number {
  let at = from;
  for (; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!;
    const isMark = next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7);
    if (bytes[at] === 0xff && isMark) return at;
  }
  return bytes.length;
}

function readScans(bytes: Uint8Array): Scans {
  // Of each channel's coefficients: whether all of their bits were told.
  const told = new Map<number, Uint8Array>();
  let [plain, count, blockHeight] = [false, 0, 8];
  for (let from = 0; from < bytes.length;) {
    let end = bytes.length;
    for (const segment of segmentsOf(bytes, from)) {
      const { marker, start } = segment;
      const isFrame = marker >= 0xc0 && marker <= 0xc2;
      if (isFrame) {
        plain = marker <= LAST_PLAIN_FRAME;
        for (let i = 0; i < bytes[start + 5]!; i++) {
          told.set(bytes[start + 6 + 3 * i]!, new Uint8Array(COEFFICIENTS));
          blockHeight = Math.max(blockHeight, 8 * (bytes[start + 7 + 3 * i]! & 15));
        }
      }
      if (marker !== SCAN) continue;
      count++;
      const channels = bytes[start]!;
      const range = start + 1 + 2 * channels;
      const isWhole = (bytes[range + 2]! & 15) === 0;
      for (let i = 0; i < channels; i++) {
        const coefficients = told.get(bytes[start + 1 + 2 * i]!);
        coefficients?.fill(Number(isWhole), bytes[range], bytes[range + 1]! + 1);
      }
      end = endOfSamples(bytes, segment.end);
    }
    from = end - 2;
    if (end >= bytes.length) break;
  }
  const complete = told.size > 0 && [...told.values()].every((one) => one.every(Boolean));
  return { plain, count, complete, blockHeight };
}

/** With an end mark, without the zeros that stand for what was never written. */
function withEndMark(bytes: Uint8Array): Uint8Array {
  let length = bytes.findLastIndex((byte) => byte !== 0) + 1;
  // 0 behind 0xff belongs to it.
  if (bytes[length - 1] === 0xff && length < bytes.length) length++;
  const ended = new Uint8Array(length + 2);
  ended.set(bytes.subarray(0, length));
  ended.set([0xff, END], length);
  return ended;
}

/** The first of the lines at the end whose last samples were not found. */
function firstMissing({ height, width, data }: CodecResult, blockHeight: number): number {
  const pixels = viewOf(new Uint8Array(data.buffer, data.byteOffset, data.length));
  const grey = (GREY << 24) | (GREY << 16) | (GREY << 8) | 255;
  let first = height;
  while (first > 0 && pixels.getInt32(4 * (first * width - 1)) === grey) first--;
  return Math.floor(Math.min(first, height - 1) / blockHeight) * blockHeight;
}

/**
 * Decodes a JPEG that has no end mark, as broken downloads and some cameras write it: whole but for that, or without its last
 * few lines. Of depth, these have no reading.
 *
 * @throws ImageError where more is missing; of a truth, where anything is
 */
export async function decodeEndlessJpeg(
  bytes: Uint8Array,
  subject: Told,
  role: Role,
): Promise<Pixels> {
  const ended = withEndMark(bytes);
  const { plain, count, complete, blockHeight } = readScans(ended.subarray(0, -2));
  if (!complete) throw damaged(subject);
  const decoded = await decodeWithCodec(ended, 'JPEG');
  const { height, width, complaints } = decoded;
  const data = new Uint8Array(decoded.data.buffer, decoded.data.byteOffset, decoded.data.length);
  const picture = { height, width, channels: 4, bitDepth: 8 as const, data };
  if (complaints.length === 0) return { ...picture, notes: [imageSays.withoutEndMark()] };
  const isCut = complaints.every((line) => /premature end/i.test(line));
  const first = firstMissing(decoded, blockHeight);
  const few = height - first <= MOST_MISSING * height;
  if (!plain || count > 1 || !isCut || !few || role === 'truth') {
    throw damaged(subject, complaints.join('; '));
  }
  if (role === 'depth') {
    for (let alpha = 4 * first * width + 3; alpha < data.length; alpha += 4) data[alpha] = 0;
  }
  return { ...picture, notes: [imageSays.linesMissing(height - first)] };
}
