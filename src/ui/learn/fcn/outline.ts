import type { ScalarMap } from '../../../image/types.ts';

/** How many pixels above one half have a neighbour below it: the length of the outline. */
export function outlineLength({ height, width, data }: ScalarMap): number {
  const inside = (x: number, y: number) => data[y * width + x]! >= 0.5;
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

/** Mean absolute difference of two maps of one size. */
export function meanChange(first: ScalarMap, second: ScalarMap): number {
  const sum = first.data.reduce((total, value, i) => total + Math.abs(value - second.data[i]!), 0);
  return sum / first.data.length;
}
