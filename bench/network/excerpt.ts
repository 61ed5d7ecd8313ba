import type { ScalarMap } from '../../src/image/types.ts';

/** Every how many rows and columns a value is taken. */
const STRIDE = 11;

/** Values on a grid over the map. */
export function excerptOf({ height, width, data }: ScalarMap): number[] {
  const values: number[] = [];
  for (let row = 0; row < height; row += STRIDE) {
    for (let column = 0; column < width; column += STRIDE) values.push(data[row * width + column]!);
  }
  return values;
}
