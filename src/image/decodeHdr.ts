import { textAt } from '../math/bytes.ts';
import { requireSize } from './imageHeader.ts';
import { applyOrientation } from './orientation.ts';
import type { FloatPixels, Orientation } from './types.ts';
import type { Told } from '../languages/sentence.ts';

/** Lines of these lengths may be stored channel by channel. */
const SHORTEST = 8;
const LONGEST = 32767;

interface Header {
  /** Of the lines as they are stored. */
  readonly height: number;
  readonly width: number;
  /** What turns them upright. */
  readonly orientation: Orientation;
  /** Where the pixels begin. */
  readonly start: number;
}

/** By the axes along and across the stored lines: -Y +X runs from the top left, row by row. */
const ORIENTATIONS: Readonly<Record<string, Orientation>> = {
  ...{ '-Y+X': 1, '-Y-X': 2, '+Y-X': 3, '+Y+X': 4 },
  ...{ '+X-Y': 5, '-X-Y': 8, '+X+Y': 6, '-X+Y': 7 },
};

function readHeader(bytes: Uint8Array): Header {
  const head = textAt(bytes, 0, 4096);
  const size = /\n\n([+-][XY]) (\d+) ([+-][XY]) (\d+)\n/.exec(head);
  const orientation = size === null ? undefined : ORIENTATIONS[`${size[1]}${size[3]}`];
  if (size === null || orientation === undefined) throw new RangeError('No size is there.');
  const start = size.index + size[0].length;
  return { height: Number(size[2]), width: Number(size[4]), orientation, start };
}

/** Reads one line of four bytes a pixel; returns where the next begins. */
function readLine(bytes: Uint8Array, start: number, line: Uint8Array): number {
  const width = line.length / 4;
  let at = start;
  const byChannel =
    width >= SHORTEST &&
    width <= LONGEST &&
    bytes[at] === 2 &&
    bytes[at + 1] === 2 &&
    bytes[at + 2]! < 128;
  if (!byChannel) return readPixels(bytes, at, line);
  at += 4;
  for (let channel = 0; channel < 4; channel++) {
    for (let x = 0; x < width;) {
      if (at + 1 >= bytes.length) throw new RangeError('The file ends too early.');
      const count = bytes[at++]!;
      const run = count > 128;
      const length = run ? count - 128 : count;
      if (length === 0 || x + length > width) throw new RangeError('A run is too long.');
      for (let i = 0; i < length; i++) line[4 * (x + i) + channel] = bytes[run ? at : at + i]!;
      at += run ? 1 : length;
      x += length;
    }
  }
  return at;
}

/** Four bytes a pixel as they are; three times 1 repeats the pixel before as often as the fourth byte says. */
function readPixels(bytes: Uint8Array, start: number, line: Uint8Array): number {
  let at = start;
  let shift = 0;
  for (let to = 0; to < line.length; at += 4) {
    if (at + 4 > bytes.length) throw new RangeError('The file ends too early.');
    const repeats = bytes[at] === 1 && bytes[at + 1] === 1 && bytes[at + 2] === 1;
    if (!repeats) {
      line.set(bytes.subarray(at, at + 4), to);
      to += 4;
      shift = 0;
      continue;
    }
    const length = 4 * (bytes[at + 3]! << shift);
    if (to === 0 || to + length > line.length) throw new RangeError('A run is too long.');
    for (let i = 0; i < length; i++) line[to + i] = line[to - 4 + (i % 4)]!;
    to += length;
    shift += 8;
  }
  return at;
}

/**
 * Decodes a Radiance picture (`.hdr`): three floats a pixel with one exponent in common.
 * Source: G. Ward, "Real Pixels", Graphics Gems II, 1991.
 *
 * @throws ImageError for a size that does not fit; RangeError on a file that is cut short
 */
export function decodeHdr(bytes: Uint8Array, subject: Told): FloatPixels {
  const { height, width, orientation, start } = readHeader(bytes);
  requireSize({ height, width }, subject);
  const data = new Float32Array(height * width * 3);
  const line = new Uint8Array(width * 4);
  let at = start;
  for (let y = 0; y < height; y++) {
    at = readLine(bytes, at, line);
    for (let x = 0; x < width; x++) {
      const exponent = line[4 * x + 3]!;
      const unit = exponent === 0 ? 0 : 2 ** (exponent - 136);
      for (let c = 0; c < 3; c++) data[(y * width + x) * 3 + c] = line[4 * x + c]! * unit;
    }
  }
  const upright = applyOrientation({ height, width, data }, 3, orientation);
  return { ...upright, channels: 3, bitDepth: 32 };
}
