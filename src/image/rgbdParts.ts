import { greyLevels } from './greyLevels.ts';
import type { DepthPlace, Pixels } from './types.ts';

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

/** One half of a picture; of an odd side, the line in the middle belongs to neither. */
function half(pixels: Pixels, side: Exclude<DepthPlace, 'alpha'>): Pixels {
  const { height, width } = pixels;
  const across = side === 'left' || side === 'right';
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

function isGreyBesideColour(pixels: Pixels, place: Exclude<DepthPlace, 'alpha'>): boolean {
  const depth = greyLevels(half(pixels, place));
  if (depth.colouredShare > GREY_SHARE || new Set(depth.values).size < FEWEST_GREYS) return false;
  return greyLevels(half(pixels, OPPOSITE[place])).colouredShare >= COLOURED_SHARE;
}

/**
 * Whether a picture looks like photo and depth in one: depth in its transparency, or beside the photo. It is to be offered,
 * not to be taken for granted.
 *
 * @returns null where it does not
 */
export function guessDepthPlace(whole: Pixels): DepthPlace | null {
  if (whole.channels < 3) return null;
  const pixels = thinOut(whole);
  const { height, width } = pixels;
  if (alphaIsDepth(pixels)) return 'alpha';
  const sides =
    width >= LEAST_ASPECT * height
      ? (['right', 'left'] as const)
      : height >= LEAST_ASPECT * width
        ? (['bottom', 'top'] as const)
        : [];
  return sides.find((side) => isGreyBesideColour(pixels, side)) ?? null;
}
