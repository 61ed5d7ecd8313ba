import { findColourMap } from './colourMappedDepth.ts';
import { greyLevels } from './greyLevels.ts';
import type { DepthPlace, Pixels } from './types.ts';

/** Half of a picture. */
export type HalfPlace = Exclude<DepthPlace, 'alpha'>;

export const DEPTH_PLACES: readonly DepthPlace[] = ['alpha', 'right', 'left', 'bottom', 'top'];

interface Area {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

function crop({ channels, bitDepth, width, data }: Pixels, area: Area): Pixels {
  const length = area.height * area.width * channels;
  const out = data.slice(0, length);
  for (let y = 0; y < area.height; y++) {
    const from = ((area.top + y) * width + area.left) * channels;
    out.set(data.subarray(from, from + area.width * channels), y * area.width * channels);
  }
  return { height: area.height, width: area.width, channels, bitDepth, data: out };
}

/** Depth Anything puts so many white columns between a photo and its depth, and at first so many rows above both. */
const SEPARATOR = 50;
const CAPTION = 60;
const WHITE = 250;

function isWhite({ channels, data }: Pixels, pixel: number): boolean {
  const at = pixel * channels;
  return data[at]! >= WHITE && data[at + 1]! >= WHITE && data[at + 2]! >= WHITE;
}

/** Whether white columns in the middle set two pictures apart. */
function hasSeparator(pixels: Pixels): boolean {
  const { height, width, channels, bitDepth } = pixels;
  if (channels < 3 || bitDepth !== 8 || width <= 3 * SEPARATOR || width % 2 !== 0) return false;
  const left = (width - SEPARATOR) / 2;
  for (let y = 0; y < height; y++) {
    for (let x = left; x < left + SEPARATOR; x++) {
      if (!isWhite(pixels, y * width + x)) return false;
    }
  }
  return true;
}

/** Whether there are words above: black on white. */
function hasCaption(pixels: Pixels): boolean {
  const { height, width, channels, data } = pixels;
  if (height <= 2 * CAPTION) return false;
  let white = 0;
  for (let pixel = 0; pixel < CAPTION * width; pixel++) {
    const at = pixel * channels;
    if (data[at] !== data[at + 1] || data[at] !== data[at + 2]) return false;
    white += Number(isWhite(pixels, pixel));
  }
  return white > 0.8 * CAPTION * width;
}

/** One half of a picture; of an odd side, the line in the middle belongs to neither. */
function half(pixels: Pixels, side: HalfPlace): Pixels {
  const { height, width } = pixels;
  const across = side === 'left' || side === 'right';
  if (across && hasSeparator(pixels)) {
    const above = hasCaption(pixels) ? CAPTION : 0;
    const part = { height: height - above, width: (width - SEPARATOR) / 2 };
    return crop(pixels, { ...part, top: above, left: side === 'right' ? width - part.width : 0 });
  }
  const size = across
    ? { height, width: Math.floor(width / 2) }
    : { height: Math.floor(height / 2), width };
  const top = side === 'bottom' ? height - size.height : 0;
  const left = side === 'right' ? width - size.width : 0;
  return crop(pixels, { ...size, top, left });
}

/** The channels from `first` on. */
function pickChannels(
  { height, width, channels, bitDepth, data }: Pixels,
  first: number,
  count: number,
): Pixels {
  const length = height * width * count;
  const out = data.slice(0, length);
  for (let i = 0; i < length; i++) {
    out[i] = data[Math.floor(i / count) * channels + first + (i % count)]!;
  }
  return { height, width, channels: count, bitDepth, data: out };
}

const OPPOSITE = { right: 'left', left: 'right', bottom: 'top', top: 'bottom' } as const;

const hasAlpha = ({ channels }: Pixels) => channels === 2 || channels === 4;

/** The photo of a picture that has depth at `place`. */
export function photoPart(pixels: Pixels, place: DepthPlace): Pixels {
  if (place !== 'alpha') return half(pixels, OPPOSITE[place]);
  return hasAlpha(pixels) ? pickChannels(pixels, 0, pixels.channels - 1) : pixels;
}

/** The depth of a picture that has it at `place`; null where it is the same transparency all over. */
export function depthPart(pixels: Pixels, place: DepthPlace): Pixels | null {
  if (place !== 'alpha') return half(pixels, place);
  return alphaPart(pixels);
}

/** The transparency of a picture as grey levels; null where it is the same all over. */
export function alphaPart(pixels: Pixels): Pixels | null {
  if (!hasAlpha(pixels)) return null;
  const alpha = pickChannels(pixels, pixels.channels - 1, 1);
  return alpha.data.every((value) => value === alpha.data[0]) ? null : alpha;
}

/** Transparency of so many levels, in so many pixels between none and all, is no cut-out. */
const FEWEST_LEVELS = 24;
const LEAST_BETWEEN = 0.5;
/** A half without colours holds at most this share of coloured pixels, and the other at least that. */
const GREY_SHARE = 0.005;
const COLOURED_SHARE = 0.1;
/** A half of one grey, or almost, is a margin. */
const FEWEST_GREYS = 24;
/** Two pictures side by side are at least so much wider than high, or higher than wide. */
const LEAST_ASPECT = 1.5;

/** Every so many pixels are enough to guess by. */
const SIDE = 256;

function thinOut(pixels: Pixels): Pixels {
  const { height, width, channels, bitDepth, data } = pixels;
  const step = Math.max(1, Math.floor(Math.min(height, width) / SIDE));
  if (step === 1) return pixels;
  const size = { height: Math.floor(height / step), width: Math.floor(width / step) };
  const length = size.height * size.width * channels;
  const out = data.slice(0, length);
  let to = 0;
  for (let y = 0; y < size.height; y++) {
    for (let x = 0; x < size.width; x++) {
      const from = (y * step * width + x * step) * channels;
      for (let c = 0; c < channels; c++) out[to++] = data[from + c]!;
    }
  }
  return { ...size, channels, bitDepth, data: out };
}

function alphaIsDepth(pixels: Pixels): boolean {
  const alpha = alphaPart(pixels);
  if (alpha === null || pixels.channels === 2) return false;
  const highest = 2 ** alpha.bitDepth - 1;
  const seen = new Set<number>();
  let between = 0;
  for (const value of alpha.data) {
    if (value > 0 && value < highest) between++;
    seen.add(value);
  }
  return seen.size >= FEWEST_LEVELS && between >= LEAST_BETWEEN * alpha.data.length;
}

/** Grey, or painted with a colour map, beside a photo. */
function isDepthBesidePhoto(whole: Pixels, place: HalfPlace): boolean {
  const photo = thinOut(half(whole, OPPOSITE[place]));
  if (greyLevels(photo).colouredShare < COLOURED_SHARE) return false;
  const depth = thinOut(half(whole, place));
  const grey = greyLevels(depth);
  if (grey.colouredShare <= GREY_SHARE) return new Set(grey.values).size >= FEWEST_GREYS;
  const isMapped = (pixels: Pixels) => pixels.bitDepth === 8 && findColourMap(pixels) !== null;
  return isMapped(depth) && !isMapped(photo);
}

/**
 * Whether a picture looks like photo and depth in one: depth in its transparency, or beside the photo. It is to be offered,
 * not to be taken for granted.
 *
 * @returns null where it does not
 */
export function guessDepthPlace(whole: Pixels): DepthPlace | null {
  if (whole.channels < 3) return null;
  return alphaIsDepth(thinOut(whole)) ? 'alpha' : guessDepthHalf(whole);
}

/** The half of a picture that looks like depth beside its photo; null where none does. */
export function guessDepthHalf(whole: Pixels): HalfPlace | null {
  const { height, width, channels } = whole;
  if (channels < 3) return null;
  const isWide = width >= LEAST_ASPECT * height || hasSeparator(whole);
  const isHigh = height >= LEAST_ASPECT * width;
  const sides: readonly HalfPlace[] = isWide ? ['right', 'left'] : isHigh ? ['bottom', 'top'] : [];
  return sides.find((side) => isDepthBesidePhoto(whole, side)) ?? null;
}
