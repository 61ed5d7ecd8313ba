import type { BinaryMask } from './metricInput.ts';

/** For every pixel, the nearest pixel of a mask. */
export interface NearestForeground {
  /** Squared Euclidean distance in pixels, `height * width`; 0 on the mask itself. */
  readonly squaredDistance: Int32Array;
  /** Index of that pixel, `row * width + column`, `height * width`. */
  readonly index: Int32Array;
}

/** For every pixel the row of the nearest mask pixel in its own column, the upper one of two; -1 in an empty column. */
function nearestRows({ height, width, data }: BinaryMask): Int32Array {
  const nearest = new Int32Array(height * width);
  for (let column = 0; column < width; column++) nearest[column] = data[column] === 0 ? -1 : 0;
  for (let row = 1; row < height; row++) {
    for (let i = row * width; i < (row + 1) * width; i++) {
      nearest[i] = data[i] === 0 ? nearest[i - width]! : row;
    }
  }
  for (let row = height - 2; row >= 0; row--) {
    for (let i = row * width; i < (row + 1) * width; i++) {
      const above = nearest[i]!;
      const below = nearest[i + width]!;
      if (below > row && (above < 0 || below - row < row - above)) nearest[i] = below;
    }
  }
  return nearest;
}

/**
 * Exact Euclidean distance to a mask and the pixel at that distance, in time linear in the number of pixels.
 *
 * Columns first, then per row the lower envelope of the parabolas `(x - column)² + vertical distance²`, in whole numbers.
 * Of several nearest pixels it takes the one in the leftmost column, and there the upper one, as
 * `scipy.ndimage.distance_transform_edt` does: the weighted F-measure depends on it.
 *
 * Source: Meijster, Roerdink and Hesselink, A General Algorithm for Computing Distance Transforms in Linear Time, 2000.
 *
 * @param mask at least one pixel set, sides below 32768.
 */
export function nearestForeground(mask: BinaryMask): NearestForeground {
  const { height, width } = mask;
  const rows = nearestRows(mask);
  const squaredDistance = new Int32Array(height * width);
  const index = new Int32Array(height * width);
  const vertical = new Int32Array(width); // squared distance within the column
  const columns = new Int32Array(width); // columns on the envelope, left to right
  const starts = new Int32Array(width); // where each begins to be the nearest

  for (let row = 0; row < height; row++) {
    const offset = row * width;
    let last = -1;
    for (let column = 0; column < width; column++) {
      const nearest = rows[offset + column]!;
      if (nearest < 0) continue;
      const square = (row - nearest) * (row - nearest);
      vertical[column] = square;
      while (last >= 0) {
        const toOld = starts[last]! - columns[last]!;
        const toNew = starts[last]! - column;
        if (toOld * toOld + vertical[columns[last]!]! <= toNew * toNew + square) break;
        last--;
      }
      if (last < 0) {
        last = 0;
        columns[0] = column;
        starts[0] = 0;
        continue;
      }
      const old = columns[last]!;
      const gap = column * column - old * old + square - vertical[old]!;
      const start = Math.floor(gap / (2 * (column - old))) + 1;
      if (start < width) {
        last++;
        columns[last] = column;
        starts[last] = start;
      }
    }
    for (let column = width - 1; column >= 0; column--) {
      const nearest = columns[last]!;
      const away = column - nearest;
      squaredDistance[offset + column] = away * away + vertical[nearest]!;
      index[offset + column] = rows[offset + nearest]! * width + nearest;
      if (column === starts[last]) last--;
    }
  }
  return { squaredDistance, index };
}
