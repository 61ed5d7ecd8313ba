/** Interlaced PNG files of fewer than 8 bits a pixel, which the library does not read. Source: PNG (third edition), 8 and 9. */

/** First row and column of each of the seven passes, and the steps from one to the next. */
const PASSES = [
  { top: 0, left: 0, down: 8, right: 8 },
  { top: 0, left: 4, down: 8, right: 8 },
  { top: 4, left: 0, down: 8, right: 4 },
  { top: 0, left: 2, down: 4, right: 4 },
  { top: 2, left: 0, down: 4, right: 2 },
  { top: 0, left: 1, down: 2, right: 2 },
  { top: 1, left: 0, down: 2, right: 1 },
] as const;

/** Whichever of the three is nearest to left + above − corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)];
  const toCorner = Math.abs(left + above - 2 * corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Undoes a row's filter in place; a pixel is no more than a byte. */
function undoFilter(filter: number, row: Uint8Array, above: Uint8Array): void {
  if (filter > 4) throw new RangeError('The filter is unknown.');
  for (let i = 0; i < row.length; i++) {
    const left = row[i - 1] ?? 0;
    const up = above[i]!;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, above[i - 1] ?? 0)][filter]!;
    row[i]! += guess;
  }
}

/**
 * Puts the rows of an interlaced picture in order.
 *
 * @param inflated filter bytes and rows of all passes
 * @param bits of a pixel: 1, 2 or 4
 * @returns rows as a picture without interlacing has them, each with a filter byte 0
 * @throws RangeError when there is too little data
 */
export function removeInterlacing(
  inflated: Uint8Array,
  height: number,
  width: number,
  bits: number,
): Uint8Array {
  const rowBytes = 1 + Math.ceil((width * bits) / 8);
  const out = new Uint8Array(height * rowBytes);
  const mask = 2 ** bits - 1;
  let at = 0;
  for (const { top, left, down, right } of PASSES) {
    const columns = Math.ceil((width - left) / right);
    if (columns <= 0) continue;
    const length = Math.ceil((columns * bits) / 8);
    let above = new Uint8Array(length);
    for (let y = top; y < height; y += down) {
      const row = inflated.slice(at + 1, at + 1 + length);
      if (row.length < length) throw new RangeError('The file ends too early.');
      undoFilter(inflated[at]!, row, above);
      at += 1 + length;
      above = row;
      for (let i = 0; i < columns; i++) {
        const from = i * bits;
        const value = (row[from >> 3]! >> (8 - bits - (from & 7))) & mask;
        const to = (left + i * right) * bits;
        out[y * rowBytes + 1 + (to >> 3)]! |= value << (8 - bits - (to & 7));
      }
    }
  }
  return out;
}
