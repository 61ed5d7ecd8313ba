import { colourMapTable, type ColourMapName } from './colourMaps.ts';
import type { ScalarMap } from './types.ts';

/** How one map is turned into colours over its photo. */
export interface Painting {
  readonly colours: ColourMapName;
  /** Values of the first and the last colour. */
  readonly range: readonly [number, number];
  /**
   * `opaque` hides the photo. `fading` tints it, more where values are high. `dimming` darkens it where they are below one
   * half, with twice the contrast, since an answer marks what is above. `even` tints it everywhere. `cut-out` leaves it only
   * where values are high, before a chequered ground.
   */
  readonly cover: 'opaque' | 'fading' | 'dimming' | 'even' | 'cut-out';
  /** Strongest tint, in [0,1]. */
  readonly opacity: number;
  /** What reaches it is 1 and everything else 0, if it is given. */
  readonly level?: number | undefined;
  /** A map of the same size to subtract first. */
  readonly base?: ScalarMap | undefined;
}

/** How a map is painted that needs no other one. */
export type PlainPainting = Omit<Painting, 'base'>;

const MISSING = 128;
/** By how much a share of whole answers may miss its level. */
export const LEVEL_ROUNDING = 1e-4;
/** Ground of cut-outs: the side of a field in pixels, and two greys. */
export const CHEQUER = { side: 11, levels: [205, 232] } as const;
/** What is dimmed has twice its contrast around one half. */
export const EMPHASIS = { contrast: 2, from: 0.5 } as const;

/**
 * Pixels of a map, RGBA with straight alpha, at the map's own size.
 * @param valid 0 where the map has no reading; drawn grey
 */
export function paintMap(
  map: ScalarMap,
  painting: Painting,
  valid?: Uint8Array,
): Uint8ClampedArray<ArrayBuffer> {
  const { height, width, data } = map;
  const { cover, level } = painting;
  const table = colourMapTable(painting.colours);
  const [low, high] = painting.range;
  const scale = high > low ? 1 / (high - low) : 0;
  const strength = painting.opacity * 255;
  const base = painting.base?.data;
  const pixels = new Uint8ClampedArray(height * width * 4);
  for (let index = 0, to = 0; index < data.length; index++, to += 4) {
    const given = data[index]! - (base?.[index] ?? 0);
    // Shares of whole answers are rounded.
    const value = level === undefined ? given : Number(given > level - LEVEL_ROUNDING);
    const share = Math.min(Math.max((value - low) * scale, 0), 1);
    if (cover === 'cut-out') {
      const column = Math.floor((index % width) / CHEQUER.side);
      const row = Math.floor(index / width / CHEQUER.side);
      pixels.fill(CHEQUER.levels[(column + row) % 2]!, to, to + 3);
      pixels[to + 3] = 255 * (1 - share);
    } else if (cover === 'dimming') {
      pixels[to + 3] = strength * (1 - emphasised(share));
    } else if (valid?.[index] === 0) {
      pixels.fill(MISSING, to, to + 3);
      pixels[to + 3] = cover === 'opaque' ? 255 : strength;
    } else {
      // As 32-bit floats, so that a GPU (kernels/webgpu/mapPainter.ts) chooses the same colour.
      const from = Math.round(Math.fround(share * 255)) * 3;
      pixels[to] = table[from]!;
      pixels[to + 1] = table[from + 1]!;
      pixels[to + 2] = table[from + 2]!;
      pixels[to + 3] = cover === 'opaque' ? 255 : cover === 'even' ? strength : strength * share;
    }
  }
  return pixels;
}

/** A share with twice its contrast around one half, from 0 to 1. */
function emphasised(share: number): number {
  return Math.min(Math.max(EMPHASIS.contrast * share - EMPHASIS.from, 0), 1);
}

/** A colour map as CSS, from its low end on the left to its high end on the right. */
export function gradientOf(colours: ColourMapName): string {
  const table = colourMapTable(colours);
  const stops = Array.from({ length: 9 }, (_, stop) => {
    const from = Math.round((stop / 8) * 255) * 3;
    return `rgb(${table[from]} ${table[from + 1]} ${table[from + 2]})`;
  });
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

/**
 * The value of a map at a point of the photo, interpolated as when the map is resized to the photo. Of a map with holes it
 * is the pixel's own, as painted: there is nothing in a hole to interpolate with.
 *
 * @param x share of the width, 0 left, 1 right
 * @param y share of the height, 0 top, 1 bottom
 * @param valid 1 where the map has a reading, 0 in its holes
 * @returns null in a hole
 */
export function valueAt(map: ScalarMap, x: number, y: number, valid?: Uint8Array): number | null {
  if (valid !== undefined) {
    const pixel = (share: number, count: number) => Math.min(Math.floor(share * count), count - 1);
    const index = pixel(y, map.height) * map.width + pixel(x, map.width);
    return valid[index] === 0 ? null : map.data[index]!;
  }
  const column = Math.min(Math.max(x * map.width - 0.5, 0), map.width - 1);
  const row = Math.min(Math.max(y * map.height - 0.5, 0), map.height - 1);
  const left = Math.floor(column);
  const top = Math.floor(row);
  const right = Math.min(left + 1, map.width - 1);
  const bottom = Math.min(top + 1, map.height - 1);
  const at = (r: number, c: number) => map.data[r * map.width + c]!;
  const upper = at(top, left) + (at(top, right) - at(top, left)) * (column - left);
  const lower = at(bottom, left) + (at(bottom, right) - at(bottom, left)) * (column - left);
  return upper + (lower - upper) * (row - top);
}
