import { colourMapTable, type ColourMapName } from '../../image/colourMaps.ts';
import type { ImageSize, ScalarMap } from '../../image/types.ts';
import { resizeBilinear } from '../../math/resize.ts';

/** What the points of a cloud are coloured by. */
export const COLOURINGS = ['photo', 'saliency', 'disagreement'] as const;
export type Colouring = (typeof COLOURINGS)[number];

/** Red, green and blue of each pixel of a grid, interleaved, from a canvas's RGBA of the same size. */
export function photoColours(rgba: Uint8ClampedArray): Uint8Array {
  const colours = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    colours[to] = rgba[from]!;
    colours[to + 1] = rgba[from + 1]!;
    colours[to + 2] = rgba[from + 2]!;
  }
  return colours;
}

/** The same of a map of any size in a colour map whose last colour is at `most`. */
export function mapColours(
  map: ScalarMap,
  { height, width }: ImageSize,
  name: ColourMapName,
  most: number,
): Uint8Array {
  const values = resizeBilinear(map.data, map.height, map.width, 1, height, width);
  const table = colourMapTable(name);
  const colours = new Uint8Array(values.length * 3);
  values.forEach((value, pixel) => {
    const from = Math.round(Math.min(Math.max(value / most, 0), 1) * 255) * 3;
    for (let channel = 0; channel < 3; channel++) {
      colours[pixel * 3 + channel] = table[from + channel]!;
    }
  });
  return colours;
}

/** Colours of some pixels of a grid. */
export function pickColours(colours: Uint8Array, pixels: Uint32Array): Uint8Array {
  const picked = new Uint8Array(pixels.length * 3);
  pixels.forEach((pixel, point) => {
    picked.set(colours.subarray(pixel * 3, pixel * 3 + 3), point * 3);
  });
  return picked;
}
