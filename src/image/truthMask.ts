import type { Sentence, Told } from '../languages/sentence.ts';
import { decodePicture } from './decodePixels.ts';
import { greyLevels } from './greyLevels.ts';
import { ImageError } from './imageError.ts';
import { alphaPart } from './rgbdParts.ts';
import { imageSays } from './sentences.ts';
import { truthSays } from './truthSentences.ts';
import { readColours } from './truthColours.ts';
import { readLevels, type LevelReading, type TruthKind } from './truthLevels.ts';
import type { FloatPixels, ImageSize, Pixels, ScalarMap } from './types.ts';

/** How many of a number of people called each pixel part of the object. */
export interface PeopleCounts extends ImageSize {
  /** `height * width` whole numbers from 0 to `people`. */
  readonly data: Uint8Array;
  readonly people: number;
}

/** A ground truth in [0,1], 1 in the object, and what its file was taken for. */
export interface Truth extends ScalarMap {
  readonly kind: TruthKind;
  /** Where the values are the share of people who called the pixel part of the object, their counts; else null. */
  readonly counts: PeopleCounts | null;
  /** One sentence on what was decided; null of white objects on black, which need none. */
  readonly note: Sentence | null;
}

/** More coloured pixels than this are painted ones. */
const COLOURED_SHARE = 5e-4;
/** More colours than this are a photo's. */
const FEW_COLOURS = 24;
/** So large a share of the opaque pixels may differ from the mask that their colours make. */
const DIFFERENT_SHARE = 0.02;

function readOpaque(pixels: Pixels, subject: Told): LevelReading {
  const { values, colouredShare } = greyLevels(pixels);
  const { height, width } = pixels;
  return colouredShare > COLOURED_SHARE
    ? readColours(pixels, subject)
    : readLevels({ height, width, values }, subject);
}

function countPeople({ height, width }: ImageSize, { data, people }: LevelReading) {
  if (people === null) return null;
  const counts = Uint8Array.from(data, (share) => Math.round(share * people));
  return { height, width, data: counts, people };
}

/** Whether the colours of the opaque part speak against taking the opacity for the mask. */
function coloursDisagree(pixels: Pixels, opacity: Float32Array, subject: Told): boolean {
  const { channels, data } = pixels;
  const visible = data.slice();
  const colours = new Set<string>();
  let opaque = 0;
  for (let pixel = 0; pixel < opacity.length; pixel++) {
    const at = pixel * channels;
    if (opacity[pixel]! > 0.5) {
      opaque++;
      colours.add(data.subarray(at, at + channels - 1).join());
      if (colours.size > FEW_COLOURS) return false; // a photo, cut out
    } else {
      visible.fill(0, at, at + channels - 1);
    }
  }
  if (colours.size < 2) return false;
  const painted = readOpaque({ ...pixels, data: visible }, subject).data;
  const missed = painted.reduce((sum, v, i) => sum + Number(v <= 0.5 && opacity[i]! > 0.5), 0);
  return missed > DIFFERENT_SHARE * opaque;
}

/** Hardly an object fills so much of the picture's border. */
const FRAME_SHARE = 0.97;

/** Whether the object lies along the whole border, as where black and white are exchanged. */
function isFramed({ height, width }: ImageSize, data: Float32Array): boolean {
  let inside = 0;
  const count = (pixel: number) => void (inside += Number(data[pixel]! > 0.5));
  for (let x = 0; x < width; x++) [x, (height - 1) * width + x].forEach(count);
  for (let y = 0; y < height; y++) [y * width, y * width + width - 1].forEach(count);
  return inside >= FRAME_SHARE * 2 * (height + width);
}

/**
 * Decides which part of a decoded picture is the ground truth's object: its opacity where that varies, else its
 * colours, else its grey levels. The object is what is not background.
 *
 * @param subject how messages call the file
 * @throws ImageError with one sentence when that stays unclear
 */
export function readTruth(pixels: Pixels, subject: Told): Truth {
  const { height, width } = pixels;
  const alpha = alphaPart(pixels);
  if (alpha === null) {
    const reading = readOpaque(pixels, subject);
    const { kind, data } = reading;
    const note = reading.note ?? (isFramed(pixels, data) ? truthSays.truthWhiteBorder() : null);
    return { height, width, kind, data, note, counts: countPeople(pixels, reading) };
  }
  const subjectOfAlpha = imageSays.transparencyOf(subject);
  const opacity = readLevels({ height, width, values: alpha.data }, subjectOfAlpha);
  if (coloursDisagree(pixels, opacity.data, subject)) {
    throw new ImageError('unclearTruth', truthSays.truthTwoMasks(subject));
  }
  const note = truthSays.truthTransparent();
  return { height, width, kind: 'mask', data: opacity.data, note, counts: null };
}

/** A ground truth and how messages call its file. */
interface NamedTruth {
  readonly name: string;
  readonly truth: Truth;
}

/** @throws ImageError of an answer to a photo that is of another size than the first one */
export function requireOneSize([first, ...others]: readonly NamedTruth[]): void {
  const sizeOf = ({ truth: { height, width } }: NamedTruth) => `${width}×${height}`;
  for (const other of others) {
    if (sizeOf(other) === sizeOf(first!)) continue;
    throw new ImageError(
      'unclearTruth',
      truthSays.truthOtherSize(other.name, sizeOf(other), first!.name, sizeOf(first!)),
    );
  }
}

/** What filters and resizing add to 0 and 1 by rounding. */
const ROUNDING = 1e-3;

/** Floats from 0 to 1 as 16 bits, whole numbers as they are. */
function asIntegers(pixels: FloatPixels, subject: Told): Pixels {
  const { data } = pixels;
  const shades = data.every((value) => value >= -ROUNDING && value <= 1 + ROUNDING);
  if (!shades && !data.every((value) => Number.isInteger(value) && value >= 0 && value <= 65535)) {
    throw new ImageError('unclearTruth', truthSays.truthFloats(subject));
  }
  const shade = (value: number) => Math.round(Math.min(Math.max(value, 0), 1) * 65535);
  const integers = Uint16Array.from(data, (value) => (shades ? shade(value) : value));
  return { ...pixels, bitDepth: 16, data: integers };
}

/**
 * Decodes a ground truth: masks, soft masks, labels, palettes, coloured and transparent masks, counts of people.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong or unclear and what to do
 */
export async function decodeTruth(bytes: Uint8Array, name = 'The ground truth'): Promise<Truth> {
  const pixels = await decodePicture(bytes, name, 'truth');
  return readTruth(pixels.bitDepth === 32 ? asIntegers(pixels, name) : pixels, name);
}
