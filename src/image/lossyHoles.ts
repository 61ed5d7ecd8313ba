import type { Levels } from './depthReadings.ts';

/** Lossy compression scatters black up to this level at most. */
const DARKEST = 32;
/** Above what is scattered, so many levels are almost empty: they hold less than this share of its pixels. */
const GAP = 8;
const GAP_SHARE = 0.02;
/** At least this share of the scattered pixels kept the 0 that they were; dark readings are of many levels. */
const PURE_SHARE = 0.5;
/** Readings this near to a hole are mixed with its black. In pixels. */
const RIM = 2;

/** The level above all that was black before; null where black was not scattered. */
function endOfBlack(histogram: Uint32Array): number | null {
  let black = histogram[0]!;
  for (let end = 1; end <= DARKEST; end++) {
    const gap = histogram.subarray(end, end + GAP).reduce((sum, count) => sum + count, 0);
    if (gap < GAP_SHARE * black) {
      return end > 1 && histogram[0]! >= PURE_SHARE * black ? end : null;
    }
    black += histogram[end]!;
  }
  return null;
}

/**
 * The holes of an 8-bit depth map as they were before JPEG or WebP scattered their 0: nearly black is 0 again, and so is
 * the rim, whose levels are mixed from both sides.
 *
 * @returns null where black is not scattered, or is no colour of its own
 */
export function restoreHoles(levels: Levels): Levels | null {
  const { height, width, values, bitDepth } = levels;
  if (bitDepth !== 8) return null;
  const histogram = new Uint32Array(256);
  for (const value of values) histogram[value]!++;
  const end = endOfBlack(histogram);
  if (end === null) return null;
  const restored = Uint8Array.from(values);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x]! >= end) continue;
      const [left, right] = [Math.max(0, x - RIM), Math.min(width, x + RIM + 1)];
      for (let row = Math.max(0, y - RIM); row <= Math.min(height - 1, y + RIM); row++) {
        restored.fill(0, row * width + left, row * width + right);
      }
    }
  }
  return { ...levels, values: restored };
}
