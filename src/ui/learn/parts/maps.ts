import { MARKED } from '../../../image/marks.ts';
import type { ScalarMap } from '../../../image/types.ts';
import type { Activation } from '../../../inference/ucNetLens.ts';

/** One channel of what a layer gave. */
export function channelOf(
  { height, width, channels, data }: Activation,
  channel: number,
): ScalarMap {
  const values = new Float32Array(height * width);
  for (let pixel = 0; pixel < values.length; pixel++) {
    values[pixel] = data[pixel * channels + channel]!;
  }
  return { height, width, data: values };
}

/** Least and greatest of some values; 0 and 0 of none. */
export function rangeOf(values: ArrayLike<number>): [least: number, greatest: number] {
  let least = values[0] ?? 0;
  let greatest = least;
  for (let i = 1; i < values.length; i++) {
    least = Math.min(least, values[i]!);
    greatest = Math.max(greatest, values[i]!);
  }
  return [least, greatest];
}

/** The value of a map at a place, given as shares of width and height. */
export function valueAtPlace({ height, width, data }: ScalarMap, x: number, y: number): number {
  const column = Math.min(Math.floor(x * width), width - 1);
  const row = Math.min(Math.floor(y * height), height - 1);
  return data[row * width + column]!;
}

/** How many pixels above one half have a neighbour below it: the length of the outline. */
export function outlineLength({ height, width, data }: ScalarMap): number {
  const inside = (x: number, y: number) => data[y * width + x]! >= MARKED;
  let length = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!inside(x, y)) continue;
      const isEdge =
        (x > 0 && !inside(x - 1, y)) ||
        (x < width - 1 && !inside(x + 1, y)) ||
        (y > 0 && !inside(x, y - 1)) ||
        (y < height - 1 && !inside(x, y + 1));
      length += Number(isEdge);
    }
  }
  return length;
}
