import { sourcePosition } from './resize.ts';

/**
 * Planes of a smaller size read as if they were resized bilinearly to a larger one, a row at a time: ten whole planes of a
 * photo's size would need a gigabyte.
 */
export class ResizedRows {
  /** Of each column of the result: the one to its left in the planes, and the share of the one to its right. */
  private readonly left: Int32Array;
  private readonly share: Float32Array;
  /** The planes between two rows of theirs, each `width` values and the last of them again. */
  private readonly rows: readonly Float32Array[];

  constructor(
    private readonly planes: readonly Float32Array[],
    private readonly height: number,
    private readonly width: number,
    private readonly outHeight: number,
    outWidth: number,
  ) {
    this.left = new Int32Array(outWidth);
    this.share = new Float32Array(outWidth);
    this.rows = planes.map(() => new Float32Array(width + 1));
    for (let x = 0; x < outWidth; x++) {
      const position = sourcePosition(x, width, outWidth);
      this.left[x] = Math.floor(position);
      this.share[x] = position - this.left[x]!;
    }
  }

  /** Moves to row `y` of the result. */
  go(y: number): void {
    const { height, width } = this;
    const position = sourcePosition(y, height, this.outHeight);
    const above = Math.floor(position);
    const share = position - above;
    const upper = above * width;
    const lower = Math.min(above + 1, height - 1) * width;
    this.planes.forEach((plane, k) => {
      const row = this.rows[k]!;
      for (let x = 0; x < width; x++) {
        row[x] = plane[upper + x]! * (1 - share) + plane[lower + x]! * share;
      }
      row[width] = row[width - 1]!;
    });
  }

  /** The value of plane `k` in column `x` of the present row. */
  at(k: number, x: number): number {
    const row = this.rows[k]!;
    const left = this.left[x]!;
    return row[left]! + (row[left + 1]! - row[left]!) * this.share[x]!;
  }
}
