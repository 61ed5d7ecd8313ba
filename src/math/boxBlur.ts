/**
 * Means over windows of `2 · radius + 1` pixels a side, cut off at the borders: a window there is smaller, and its mean is
 * that of what is left. The time does not depend on the radius.
 *
 * @param source `height * width` values, row by row
 * @returns as many values
 */
export function boxBlur(
  source: Float32Array,
  height: number,
  width: number,
  radius: number,
): Float32Array {
  const rows = new Float32Array(source.length);
  const reach = Math.min(radius, width - 1);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    let sum = 0;
    for (let x = 0; x < reach; x++) sum += source[start + x]!;
    for (let x = 0; x < width; x++) {
      if (x + reach < width) sum += source[start + x + reach]!;
      if (x - reach > 0) sum -= source[start + x - reach - 1]!;
      const count = Math.min(x + reach, width - 1) - Math.max(x - reach, 0) + 1;
      rows[start + x] = sum / count;
    }
  }
  return blurColumns(rows, height, width, Math.min(radius, height - 1));
}

/** Whole rows are added and taken away, so that memory is read in its order. */
function blurColumns(
  rows: Float32Array,
  height: number,
  width: number,
  reach: number,
): Float32Array {
  const out = new Float32Array(rows.length);
  const sums = new Float64Array(width);
  const add = (y: number, sign: number) => {
    const start = y * width;
    for (let x = 0; x < width; x++) sums[x]! += sign * rows[start + x]!;
  };
  for (let y = 0; y < reach; y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) add(y + reach, 1);
    if (y - reach > 0) add(y - reach - 1, -1);
    const count = Math.min(y + reach, height - 1) - Math.max(y - reach, 0) + 1;
    for (let x = 0, to = y * width; x < width; x++, to++) out[to] = sums[x]! / count;
  }
  return out;
}
