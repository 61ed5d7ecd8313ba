import type { ImageSize } from './types.ts';

/** Compression works on squares, and what it leaves of an edge is no farther away than this. In pixels. */
const REACH = 7;
/** Black is scattered up to this share of the brightest level within reach: an edge rings by a share of its height. */
const RINGING = 0.12;
/** In a hole at least this share of what is nearly black so near is still 0, or 1 by rounding; dark readings are of many levels. */
const PURE_SHARE = 0.5;
const NEAR = 2;
const PURE = 1;
/** Readings this near to a hole are mixed with its black. In pixels. */
const RIM = 2;

type Combine = (a: number, b: number) => number;
const larger: Combine = (a, b) => (a > b ? a : b);
const sum: Combine = (a, b) => a + b;

/**
 * For each pixel all values within a distance, combined along rows and then along columns. The work does not grow with the distance:
 * a line is cut into pieces as long as a window, so that each window is the end of one piece and the beginning of the next.
 * Outside is 0. Source: van Herk, "A fast algorithm for local minimum and maximum filters on rectangular and octagonal kernels",
 * 1992.
 */
function around(
  { height, width }: ImageSize,
  values: Uint8Array,
  distance: number,
  combine: Combine,
): Uint8Array {
  const window = 2 * distance + 1;
  const along = (from: Uint8Array, count: number, step: number, lines: number, next: number) => {
    const to = new Uint8Array(from.length);
    const line = new Uint8Array(window * Math.ceil((count + window) / window));
    const beginnings = new Uint8Array(line.length);
    const ends = new Uint8Array(line.length);
    for (let start = 0; start < lines * next; start += next) {
      for (let i = 0; i < count; i++) line[distance + i] = from[start + i * step]!;
      for (let piece = 0; piece < line.length; piece += window) {
        for (let i = piece, all = 0; i < piece + window; i++)
          beginnings[i] = all = combine(all, line[i]!);
        for (let i = piece + window - 1, all = 0; i >= piece; i--)
          ends[i] = all = combine(all, line[i]!);
      }
      for (let i = 0, piece = 0; i < count; i++) {
        const isPiece = i === piece;
        if (isPiece) piece += window;
        const beginning = beginnings[i + window - 1]!;
        to[start + i * step] = isPiece ? beginning : combine(ends[i]!, beginning);
      }
    }
    return to;
  };
  return along(along(values, width, 1, height, width), height, width, width, 1);
}

/**
 * The holes of an 8-bit depth map as they were before JPEG or WebP scattered their 0: what is nearly black in them is 0
 * again, and so is the rim, whose levels are mixed from both sides. A 0 elsewhere is a dark reading that came out as 0.
 *
 * @returns the levels to read 0 by as a hole; null where none was scattered
 */
export function restoreHoles(size: ImageSize, values: Uint8Array): Uint8Array | null {
  if (!values.some((value) => value <= PURE)) return null;
  const brightest = around(size, values, REACH, larger);
  const black = values.map((value, i) => Number(value <= RINGING * brightest[i]!));
  const count = (marks: Uint8Array) => around(size, marks, NEAR, sum);
  const [blacks, pures] = [count(black), count(values.map((value) => Number(value <= PURE)))];
  const hole = black.map((isBlack, i) => isBlack & Number(pures[i]! >= PURE_SHARE * blacks[i]!));
  if (!hole.some((isHole, i) => isHole === 1 && values[i]! > 0)) return null;
  const rim = around(size, hole, RIM, larger);
  return values.map((value, i) => (rim[i] === 1 ? 0 : Math.max(value, 1)));
}
