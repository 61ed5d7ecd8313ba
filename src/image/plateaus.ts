/** A range of values that flat areas of a picture have. */
export interface Plateau {
  readonly low: number;
  readonly high: number;
  /** The value that most of its flat pixels have. */
  readonly level: number;
}

/** One channel of a picture: `height * width` integers. */
export interface Channel {
  readonly height: number;
  readonly width: number;
  readonly values: Uint8Array | Uint16Array;
}

/** Values this close belong together: lossy compression and rounding scatter them. */
const LARGEST_GAP = 3;
/** A range wider than this is a slope of shades, not a flat area. */
const WIDEST = 24;
/** A flat area holds at least this share of all pixels, and this many. */
const SMALLEST_SHARE = 1e-4;
const SMALLEST_COUNT = 4;

/** Calls `visit` for each pixel that equals its four neighbours, or those of them that exist. */
export function eachFlatPixel(
  height: number,
  width: number,
  same: (pixel: number, other: number) => boolean,
  visit: (pixel: number) => void,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x > 0 && !same(pixel, pixel - 1)) continue;
      if (x + 1 < width && !same(pixel, pixel + 1)) continue;
      if (y > 0 && !same(pixel, pixel - width)) continue;
      if (y + 1 < height && !same(pixel, pixel + width)) continue;
      visit(pixel);
    }
  }
}

/** The fewest flat pixels that make an area of a picture. */
export function smallestArea(pixels: number): number {
  return Math.max(SMALLEST_COUNT, SMALLEST_SHARE * pixels);
}

/**
 * Finds the values that flat areas have, in ascending order. What lies between them are edges: softened by resizing, or
 * scattered by lossy compression.
 *
 * @param values bytes
 * @returns null where shades run into each other, as in a soft map
 */
export function findPlateaus({ height, width, values }: Channel): Plateau[] | null {
  const flat = new Uint32Array(256);
  const same = (pixel: number, other: number) => values[pixel] === values[other];
  eachFlatPixel(height, width, same, (pixel) => void flat[values[pixel]!]!++);
  const enough = smallestArea(values.length);
  const plateaus: { low: number; high: number; level: number }[] = [];
  for (let value = 0; value < flat.length; value++) {
    if (flat[value]! < enough) continue;
    const last = plateaus.at(-1);
    if (last === undefined || value - last.high > LARGEST_GAP) {
      plateaus.push({ low: value, high: value, level: value });
      continue;
    }
    last.high = value;
    if (flat[value]! > flat[last.level]!) last.level = value;
    if (last.high - last.low > WIDEST) return null;
  }
  return plateaus;
}

/**
 * Whether areas lie in each other like contour lines: a pixel of a level has hardly any neighbour more than one level
 * below. Counts of agreeing people and softened edges do; labels of separate objects do not.
 *
 * @param levelOf index of each value's level, from 0; undefined for values in between
 */
export function areNested(
  { height, width, values }: Channel,
  levelOf: readonly (number | undefined)[],
): boolean {
  const count = Math.max(...levelOf.filter((level) => level !== undefined)) + 1;
  const edges = new Float64Array(count);
  const jumps = new Float64Array(count);
  const compare = (pixel: number, other: number) => {
    const a = levelOf[values[pixel]!];
    const b = levelOf[values[other]!];
    if (a === undefined || b === undefined || a === b) return;
    edges[Math.max(a, b)]!++;
    if (Math.abs(a - b) > 1) jumps[Math.max(a, b)]!++;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x + 1 < width) compare(pixel, pixel + 1);
      if (y + 1 < height) compare(pixel, pixel + width);
    }
  }
  // The lowest level lies in none.
  return edges.every((edge, level) => level === 0 || (edge > 0 && jumps[level]! <= 0.05 * edge));
}
