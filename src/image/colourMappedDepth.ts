import { colourMapTable } from './colourMaps.ts';
import type { ColourMapName } from './colourMaps.ts';
import type { Pixels } from './types.ts';

/** The maps that depth is commonly painted with. Of others that grow brighter all along, such as cividis, the brightness does. */
const MAPS = [
  ...(['jet', 'turbo', 'inferno', 'viridis', 'magma', 'plasma'] as const),
  ...(['Spectral', 'RdYlBu', 'coolwarm', 'hsv', 'rainbow', 'OpenCV rainbow'] as const),
];
/** It goes ten times around its colours, so that no table turns it back; without it, another map would be taken for it. */
const TEN_TIMES_AROUND = 'prism';

/** A colour fits a table when it lies within this distance of it, in levels of 255: lossy files scatter. */
const CLOSE = 30;
/**
 * A table fits a picture when this share of its pixels fit, black and white left out: in small JPEG files of middling
 * quality .91 do, of depth painted with another table at most .69, of photos .08 …
 */
const CLOSE_SHARE = 0.85;
/** … at this mean distance … */
const MEAN_DISTANCE = 12;
/** … and use more of it than this, of 255 levels: any short stretch of colours fits some table. */
const LEAST_SPREAD = 64;
/** The halves of these are maps of their own, such as Blues: more than this of both has to be used. */
const DIVERGING: readonly ColourMapName[] = ['Spectral', 'RdYlBu', 'coolwarm'];
const LEAST_OF_HALF = 16;
/** Colours of one brightness differ by more than this, as a mean, where brightness runs up and down along a map. */
const ONE_COLOUR = 38;
/** So many levels count as one brightness. */
const BRIGHTNESS_STEP = 16;
/** So many pixels, spread over the picture, decide which table it is. */
const SAMPLES = 4096;

/** Depth that was painted in colours, as levels from 0 to 255 again. */
export interface ColourMappedDepth {
  readonly map: ColourMapName;
  readonly values: Uint8Array;
  /** 1 where a pixel's colour is not in the table, as in legends; null where there is no such pixel. */
  readonly missing: Uint8Array | null;
}

interface Nearest {
  readonly level: number;
  /** Euclidean, in levels of 255. */
  readonly distance: number;
}

function nearestLevel(table: Uint8Array, colour: number): Nearest {
  const red = colour >> 16;
  const green = (colour >> 8) & 255;
  const blue = colour & 255;
  let level = 0;
  let least = Infinity;
  for (let i = 0; i < 256; i++) {
    const squared =
      (table[i * 3]! - red) ** 2 +
      (table[i * 3 + 1]! - green) ** 2 +
      (table[i * 3 + 2]! - blue) ** 2;
    if (squared >= least) continue;
    least = squared;
    level = i;
  }
  return { level, distance: Math.sqrt(least) };
}

/** Looks colours up, each once. */
function levelsOf(map: ColourMapName): (colour: number) => Nearest {
  const table = colourMapTable(map);
  const known = new Map<number, Nearest>();
  return (colour) => {
    let nearest = known.get(colour);
    if (nearest === undefined) {
      nearest = nearestLevel(table, colour);
      known.set(colour, nearest);
    }
    return nearest;
  };
}

/** How closely a table fits, as a mean distance; null where it does not. */
function fits(
  colours: readonly number[],
  map: ColourMapName,
  levelOf: (colour: number) => Nearest,
): number | null {
  let close = 0;
  let sum = 0;
  let lowest = 255;
  let highest = 0;
  for (const colour of colours) {
    const { level, distance } = levelOf(colour);
    if (distance > CLOSE) continue;
    close++;
    sum += distance;
    lowest = Math.min(lowest, level);
    highest = Math.max(highest, level);
  }
  if (close < CLOSE_SHARE * colours.length || highest - lowest < LEAST_SPREAD) return null;
  const isHalf = lowest > 127 - LEAST_OF_HALF || highest < 128 + LEAST_OF_HALF;
  if (isHalf && DIVERGING.includes(map)) return null;
  return sum / close > MEAN_DISTANCE ? null : sum / close;
}

/** Of so few pixels … */
const FIRST_SAMPLES = 256;
/** … this share has to be close before more are looked at, which rules most photos out. */
const LEAST_CLOSE_SHARE = 0.3;

function countClose(colours: readonly number[], levelOf: FittingMap['levelOf']): number {
  return colours.reduce((sum, colour) => sum + Number(levelOf(colour).distance <= CLOSE), 0);
}

interface FittingMap {
  readonly map: ColourMapName;
  readonly levelOf: (colour: number) => Nearest;
}

const colourOf = ({ channels, data }: Pixels, pixel: number): number => {
  const at = pixel * channels;
  return (data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!;
};

function sample(pixels: Pixels, count: number): number[] {
  const size = pixels.height * pixels.width;
  const stride = Math.max(1, Math.floor(size / count));
  const colours: number[] = [];
  for (let pixel = 0; pixel < size; pixel += stride) {
    const colour = colourOf(pixels, pixel);
    if (colour !== 0 && colour !== 0xffffff) colours.push(colour);
  }
  return colours;
}

/**
 * Finds the colour map that a picture is painted with: that whose table fits its colours most closely.
 *
 * @param pixels RGB or RGBA of 8 bits
 * @returns null where no table fits
 */
export function findColourMap(pixels: Pixels): FittingMap | null {
  const first = sample(pixels, FIRST_SAMPLES);
  const sampled = sample(pixels, SAMPLES);
  let best: (FittingMap & { distance: number }) | null = null;
  for (const map of [...MAPS, TEN_TIMES_AROUND] as const) {
    const levelOf = levelsOf(map);
    if (countClose(first, levelOf) < LEAST_CLOSE_SHARE * first.length) continue;
    const distance = fits(sampled, map, levelOf);
    if (distance !== null && distance < (best?.distance ?? Infinity)) {
      best = { map, levelOf, distance };
    }
  }
  return best;
}

/**
 * Turns depth painted with a colour map back into levels. Which end of the table was near is left open, as with grey files.
 *
 * @param pixels RGB or RGBA of 8 bits
 * @returns null where no table fits
 */
export function undoColourMap(pixels: Pixels): ColourMappedDepth | null {
  const best = findColourMap(pixels);
  if (best === null || best.map === TEN_TIMES_AROUND) return null;
  const size = pixels.height * pixels.width;
  const values = new Uint8Array(size);
  const missing = new Uint8Array(size);
  let any = false;
  for (let pixel = 0; pixel < size; pixel++) {
    const { level, distance } = best.levelOf(colourOf(pixels, pixel));
    if (distance <= CLOSE) {
      values[pixel] = level;
    } else {
      missing[pixel] = 1;
      any = true;
    }
  }
  return { map: best.map, values, missing: any ? missing : null };
}

/**
 * Whether colours of one brightness differ, as of maps that grow darker again: then brightness is no depth. Of Matplotlib's and
 * OpenCV's maps that grow brighter all along, the mean difference is at most 33; of twilight, RdBu, seismic and others that do
 * not, at least 46.
 *
 * @param pixels RGB or RGBA of 8 bits
 */
export function hasTwoColoursOfOneBrightness(pixels: Pixels): boolean {
  const groups = Array.from({ length: 256 / BRIGHTNESS_STEP }, () => [0, 0, 0, 0]);
  const colours = sample(pixels, SAMPLES);
  for (const colour of colours) {
    const [red, green, blue] = [colour >> 16, (colour >> 8) & 255, colour & 255];
    const brightness = (299 * red + 587 * green + 114 * blue) / 1000;
    const group = groups[Math.floor(brightness / BRIGHTNESS_STEP)]!;
    const [warm, cold] = [red - green, blue - green];
    [1, warm, cold, warm * warm + cold * cold].forEach((value, i) => (group[i]! += value));
  }
  let squared = 0;
  for (const [count, warm, cold, squares] of groups) {
    if (count! > 0) squared += squares! - (warm! ** 2 + cold! ** 2) / count!;
  }
  return squared > ONE_COLOUR ** 2 * colours.length;
}
