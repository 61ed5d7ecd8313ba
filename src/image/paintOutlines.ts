import type { ImageSize, ScalarMap } from './types.ts';

/** Pixels of the picture for each of the map's, along each side. */
export const OUTLINE_SCALE = 2;

/** Half the width of a line and of the dark seam that parts it from the photo, in the picture's pixels. */
export const OUTLINE_REACH = { line: 0.9, halo: 1.6 } as const;
export const HALO_OPACITY = 0.55;

/** Values nearer to 0 or 1 count as so near: their logits stay finite. */
export const LEAST_SHARE = 1e-4;

/** Of the hue, which tells lines apart. */
const SATURATION = 0.95;
const LIGHTNESS = 0.62;

/** The hue of one line of so many, in degrees: as far apart on the colour wheel as they can be. */
function lineHue(index: number, count: number): number {
  return Math.round((360 * index) / count) + 20;
}

/** A line's colour as CSS. */
export function lineColour(index: number, count: number): string {
  return `hsl(${lineHue(index, count)} ${100 * SATURATION}% ${100 * LIGHTNESS}%)`;
}

/** A line's red, green and blue in [0,1]. Source: CSS Color 4, "Converting HSL colors to sRGB". */
export function lineRgb(index: number, count: number): [number, number, number] {
  const amplitude = SATURATION * Math.min(LIGHTNESS, 1 - LIGHTNESS);
  const channel = (offset: number) => {
    const k = (offset + lineHue(index, count) / 30) % 12;
    return LIGHTNESS - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

export function outlinePictureSize({ height, width }: ImageSize): ImageSize {
  return { height: OUTLINE_SCALE * height, width: OUTLINE_SCALE * width };
}

/**
 * Lines around what each map marks, the later ones above, RGBA with straight alpha, at twice the maps' size.
 *
 * A pixel's distance from a line is, to first order, |f| / |∇f|, with f the map's logit minus the level's, interpolated
 * bilinearly: logits are smooth where the map itself jumps from 0 to 1. Only pixels of the map are looked at that the level
 * parts from one of their eight neighbours.
 *
 * @param maps 1 to 32 of one size, in [0,1]
 * @param level in (0,1): a map marks what is above
 */
export function paintOutlines(
  maps: readonly ScalarMap[],
  level: number,
): Uint8ClampedArray<ArrayBuffer> {
  const { height, width } = maps[0]!;
  const pixels = new Uint8ClampedArray(4 * OUTLINE_SCALE ** 2 * height * width);
  const colours = maps.map((_, index) => lineRgb(index, maps.length));
  // Of the four quarters of a pixel: red, green and blue times alpha, and alpha.
  const quarters = new Float64Array(16);
  const around = new Float64Array(9);
  partedMaps(maps, level).forEach((parted, pixel) => {
    if (parted === 0) return;
    const row = Math.floor(pixel / width);
    const column = pixel - row * width;
    quarters.fill(0);
    maps.forEach((map, index) => {
      if ((parted & (1 << index)) === 0) return;
      logitsAround(map, row, column, level, around);
      layLine(quarters, around, colours[index]!);
    });
    putQuarters(pixels, quarters, row, column, width);
  });
  return pixels;
}

function layLine(quarters: Float64Array, around: Float64Array, colour: readonly number[]): void {
  for (let quarter = 0; quarter < 4; quarter++) {
    const distance = OUTLINE_SCALE * distanceIn(around, quarter >> 1, quarter & 1);
    lay(quarters, quarter, BLACK, HALO_OPACITY * coverage(distance, OUTLINE_REACH.halo));
    lay(quarters, quarter, colour, coverage(distance, OUTLINE_REACH.line));
  }
}

const BLACK = [0, 0, 0] as const;

function lay(
  quarters: Float64Array,
  quarter: number,
  colour: readonly number[],
  alpha: number,
): void {
  for (let channel = 0, to = 4 * quarter; channel < 4; channel++, to++) {
    const above = channel === 3 ? 1 : colour[channel]!;
    quarters[to] = quarters[to]! * (1 - alpha) + above * alpha;
  }
}

function putQuarters(
  pixels: Uint8ClampedArray,
  quarters: Float64Array,
  row: number,
  column: number,
  width: number,
): void {
  for (let quarter = 0; quarter < 4; quarter++) {
    const alpha = quarters[4 * quarter + 3]!;
    if (alpha === 0) continue;
    const line = OUTLINE_SCALE * row + (quarter >> 1);
    const to = 4 * (line * OUTLINE_SCALE * width + OUTLINE_SCALE * column + (quarter & 1));
    for (let channel = 0; channel < 3; channel++) {
      pixels[to + channel] = (255 * quarters[4 * quarter + channel]!) / alpha;
    }
    pixels[to + 3] = 255 * alpha;
  }
}

/** The share of a pixel that lies within `reach` of a line. */
function coverage(distance: number, reach: number): number {
  return Math.min(Math.max(reach + 0.5 - distance, 0), 1);
}

/** For each pixel the maps, as bits, in which the level lies between it and one of its eight neighbours. */
function partedMaps(maps: readonly ScalarMap[], level: number): Int32Array {
  const { height, width } = maps[0]!;
  const marked = new Int32Array(height * width);
  maps.forEach(({ data }, index) => {
    for (let i = 0; i < marked.length; i++) if (data[i]! > level) marked[i]! |= 1 << index;
  });
  // What any of three pixels is marked in, and what all of them are: along rows, then along columns.
  const any = new Int32Array(marked.length);
  const all = new Int32Array(marked.length);
  for (let i = 0; i < marked.length; i++) {
    const column = i % width;
    const before = marked[column > 0 ? i - 1 : i]!;
    const after = marked[column < width - 1 ? i + 1 : i]!;
    any[i] = before | marked[i]! | after;
    all[i] = before & marked[i]! & after;
  }
  for (let i = 0; i < marked.length; i++) {
    const above = i >= width ? i - width : i;
    const below = i < marked.length - width ? i + width : i;
    marked[i] = (any[above]! | any[i]! | any[below]!) & ~(all[above]! & all[i]! & all[below]!);
  }
  return marked;
}

/** Of a pixel and its neighbours, row by row, minus the level's. Beyond the border the border goes on. */
function logitsAround(
  { data, height, width }: ScalarMap,
  row: number,
  column: number,
  level: number,
  around: Float64Array,
): void {
  for (let place = 0; place < 9; place++) {
    const y = Math.min(Math.max(row + Math.floor(place / 3) - 1, 0), height - 1);
    const x = Math.min(Math.max(column + (place % 3) - 1, 0), width - 1);
    around[place] = logit(data[y * width + x]!) - logit(level);
  }
}

function logit(share: number): number {
  const inside = Math.min(Math.max(share, LEAST_SHARE), 1 - LEAST_SHARE);
  return Math.log(inside / (1 - inside));
}

/** What a quarter of a pixel before the centre, and behind it, takes of the three pixels about it. */
export const QUARTER_VALUE = [
  [0.25, 0.75, 0],
  [0, 0.75, 0.25],
] as const;
/** The same of the slope there: what is half a pixel further minus what is half a pixel before. */
export const QUARTER_SLOPE = [
  [-0.75, 0.5, 0.25],
  [-0.25, -0.5, 0.75],
] as const;

/** In the map's pixels, from the middle of one of the four quarters of a pixel. */
function distanceIn(around: Float64Array, down: number, right: number): number {
  let value = 0;
  let slopeDown = 0;
  let slopeRight = 0;
  for (let place = 0; place < 9; place++) {
    const [y, x] = [Math.floor(place / 3), place % 3];
    value += around[place]! * QUARTER_VALUE[down]![y]! * QUARTER_VALUE[right]![x]!;
    slopeDown += around[place]! * QUARTER_SLOPE[down]![y]! * QUARTER_VALUE[right]![x]!;
    slopeRight += around[place]! * QUARTER_VALUE[down]![y]! * QUARTER_SLOPE[right]![x]!;
  }
  return Math.abs(value) / Math.max(Math.hypot(slopeDown, slopeRight), 1e-6);
}
