import { connectedParts } from '../math/connectedParts.ts';
import type { RgbImage, ScalarMap } from './types.ts';

/** Hide-and-seek cuts a photo into so many rows and as many columns. */
export const HIDE_GRID = 4;

/** A map's pixels from here on are hidden. */
const HIDDEN_FROM = 0.5;

/** The rim that goes with what is hidden, as a share of the photo's shorter side. */
const RIM_SHARE = 1 / 40;

/**
 * The photo with some patches of a 4×4 grid filled with its mean colour (Singh and Lee, Hide-and-Seek, ICCV 2017), as in
 * training.
 *
 * @param patches numbers of the hidden ones, row by row from 0 to 15
 */
export function hidePatches(photo: RgbImage, patches: readonly number[]): RgbImage {
  const { height, width } = photo;
  const hidden = new Set(patches);
  return fill(photo, (x, y) => {
    const row = Math.min(Math.floor(((y + 0.5) / height) * HIDE_GRID), HIDE_GRID - 1);
    const column = Math.min(Math.floor(((x + 0.5) / width) * HIDE_GRID), HIDE_GRID - 1);
    return hidden.has(row * HIDE_GRID + column);
  });
}

/**
 * The photo with what a map holds, and a rim about it, filled with its mean colour: what is left for another annotator to
 * mark.
 *
 * @param map in [0,1], of any size
 */
export function hideObject(photo: RgbImage, map: ScalarMap): RgbImage {
  const { height, width } = photo;
  const held = withRim(map);
  return fill(photo, (x, y) => {
    const row = Math.min(Math.floor(((y + 0.5) / height) * map.height), map.height - 1);
    const column = Math.min(Math.floor(((x + 0.5) / width) * map.width), map.width - 1);
    return held[row * map.width + column] === 1;
  });
}

/** What a map holds, and a rim about it: `height * width` values, 1 there and 0 elsewhere. */
export function withRim({ height, width, data }: ScalarMap): Uint8Array {
  const rim = Math.floor(Math.min(height, width) * RIM_SHARE);
  const wide = new Uint8Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x]! < HIDDEN_FROM) continue;
      for (let row = Math.max(0, y - rim); row <= Math.min(height - 1, y + rim); row++) {
        wide.fill(
          1,
          row * width + Math.max(0, x - rim),
          row * width + Math.min(width, x + rim + 1),
        );
      }
    }
  }
  return wide;
}

/** A map with nothing left but the largest part of what it holds, where pixels touch at their sides. */
export function largestPart({ height, width, data }: ScalarMap): ScalarMap {
  const parts = connectedParts(height, width, false, (pixel) => data[pixel]! >= HIDDEN_FROM);
  const largest = parts.reduce(
    (most, part) => (part.length > most.length ? part : most),
    new Int32Array(0),
  );
  const kept = new Float32Array(height * width);
  for (const pixel of largest) kept[pixel] = data[pixel]!;
  return { height, width, data: kept };
}

function fill(photo: RgbImage, hides: (x: number, y: number) => boolean): RgbImage {
  const { height, width } = photo;
  const data = photo.data.slice();
  const mean = meanColour(photo);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (hides(x, y)) data.set(mean, (y * width + x) * 3);
    }
  }
  return { height, width, data };
}

function meanColour({ height, width, data }: RgbImage): number[] {
  const sums = [0, 0, 0];
  for (let i = 0; i < data.length; i++) sums[i % 3]! += data[i]!;
  return sums.map((sum) => sum / (height * width));
}
