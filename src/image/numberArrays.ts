import type { Told } from '../languages/sentence.ts';
import { formatSays } from './formatSentences.ts';
import { refuseVariant } from './imageError.ts';
import { MAXIMUM_PIXELS, requireSize } from './imageHeader.ts';
import { pixelsOfNumbers, spreadLevels } from './pixelsOfNumbers.ts';
import { nearByArray } from './saidNear.ts';
import type { FloatPixels, ImageSize, Pixels, Role } from './types.ts';

/** An array in a file that may hold several. */
export interface NamedArray {
  readonly name: string;
  readonly shape: readonly number[];
}

/** An array's numbers. */
export interface NumberArray {
  readonly shape: readonly number[];
  /** Columns one after another instead of rows. */
  readonly byColumns: boolean;
  /** `whole` and `float` are numbers of any size. */
  readonly kind: 'bool' | 'byte' | 'short' | 'whole' | 'float';
  /** The number that is stored at a place. */
  readonly read: (place: number) => number;
}

/** Height, width and channels; channels come last, or first as PyTorch has them. */
export interface PictureShape extends ImageSize {
  readonly channels: number;
  readonly channelsFirst: boolean;
}

/** Bytes that a compressed file of arrays may unpack to: the largest picture in numbers of 32 bits. */
export const MOST_INFLATED = 4 * MAXIMUM_PIXELS;

/** What stands for white; the numbers of other kinds are themselves. */
const WHITE = { bool: 1, byte: 255, short: 65535 } as const;

const isChannels = (size: number | undefined) => size === 3 || size === 4;

/** How an array is a picture; null of arrays that are none. */
function pictureShape(shape: readonly number[]): PictureShape | null {
  const [a, b, c] = shape;
  if (shape.length === 2) return { height: a!, width: b!, channels: 1, channelsFirst: false };
  if (shape.length > 2 && shape.includes(1)) {
    // One channel, or one picture; from the outside in, so that a picture one pixel high stays one.
    const one = shape.indexOf(1);
    return pictureShape(shape.filter((_, axis) => axis !== one));
  }
  if (shape.length !== 3) return null;
  if (isChannels(c)) return { height: a!, width: b!, channels: c, channelsFirst: false };
  if (isChannels(a)) return { height: b!, width: c!, channels: a, channelsFirst: true };
  return null;
}

/** @throws ImageError of arrays that are no picture, or one that does not fit */
export function requirePicture({ shape }: { shape: readonly number[] }, subject: Told) {
  const picture = pictureShape(shape);
  if (picture === null) refuseVariant(formatSays.arrayShape(subject, shape));
  requireSize(picture, subject);
  return picture;
}

/** Whole names of arrays, and words in them, that say what they are. */
const NAMES: Readonly<Record<Role, readonly [RegExp, RegExp]>> = {
  photo: [/^(rgb|image|img|photo)$/i, /rgb|image|img|photo|colou?r/i],
  depth: [/^(depth|disparity|disp)$/i, /depth|disp/i],
  truth: [/^(mask|gt|truth|ground_?truth|label)s?$/i, /mask|gt|truth|label|annot|sal|seg|pred/i],
};
/** What often lies beside depth, by its name. */
const BESIDE_DEPTH = /conf|mask|valid|error|std|var|uncertain|weight|label|instance/i;

/**
 * The one array that is a picture of the role: the only one of all, or the one so called.
 *
 * @throws ImageError that names them where there is not exactly one
 */
export function pictureAmong<T extends NamedArray>(
  arrays: readonly T[],
  role: Role,
  subject: Told,
): T {
  const [exactly, likely] = NAMES[role];
  const isOther = (name: string) =>
    role === 'depth' ? BESIDE_DEPTH.test(name) : role === 'truth' && NAMES.depth[1].test(name);
  if (arrays.length === 1) return arrays[0]!;
  const pictures = arrays.filter(({ shape }) => shape.filter((size) => size > 4).length >= 2);
  const exact = pictures.filter(({ name }) => exactly.test(name));
  const named = pictures.filter(({ name }) => likely.test(name) && !isOther(name));
  // A photo has channels, depth and masks have one.
  const fitting = pictures.filter(({ name, shape }) => {
    const channels = pictureShape(shape)?.channels ?? 0;
    return (role === 'photo' ? channels >= 3 : channels === 1) && !isOther(name);
  });
  const found = [exact, named, fitting, pictures].find((some) => some.length > 0) ?? [];
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) {
    const names = arrays.map(({ name }) => name);
    refuseVariant(formatSays.severalArrays(subject, names, role));
  }
  return only;
}

/**
 * @param name of an array among several
 * @throws ImageError of arrays that are no picture, or one that does not fit
 */
export function pixelsOfArray(
  array: NumberArray,
  subject: Told,
  name: string | null = null,
): Pixels | FloatPixels {
  const { kind, byColumns, read } = array;
  const { height, width, channels, channelsFirst } = requirePicture(array, subject);
  const length = height * width * channels;
  const size = height * width;
  // Numbers of more than a byte are rather frames than colours; floats with channels last are rendered pictures as well.
  const isStack = channels > 1 && kind !== 'bool' && kind !== 'byte';
  const stack = isStack && (channelsFirst || kind !== 'float') ? { stack: channels } : {};
  const value = (i: number) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const plane = byColumns ? x * height + y : pixel;
    return read(channelsFirst === byColumns ? plane * channels + channel : channel * size + plane);
  };
  if (kind === 'whole' || kind === 'float') {
    const floats = new Float32Array(length);
    for (let i = 0; i < length; i++) floats[i] = value(i);
    const numbers = pixelsOfNumbers({ height, width }, channels, floats, kind === 'whole');
    const pixels = { ...numbers, ...stack };
    // Bytes may be anything that was stretched to them; other numbers are what their name says.
    if (name === null || pixels.bitDepth !== 32) return pixels;
    return { ...pixels, saidNear: nearByArray(name) };
  }
  const data = kind === 'short' ? new Uint16Array(length) : new Uint8Array(length);
  for (let i = 0; i < length; i++) data[i] = value(i);
  return { ...spreadLevels({ height, width }, channels, data, WHITE[kind]), ...stack };
}
