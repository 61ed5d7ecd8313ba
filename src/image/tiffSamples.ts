/**
 * The samples of a TIFF picture, from blocks as the file has them to numbers. Source: "TIFF Revision 6.0" and its technical
 * notes 1 and 3.
 */
import { halfToNumber } from '../math/halfFloat.ts';
import { viewOf } from '../math/bytes.ts';
import type { ImageSize } from './types.ts';

/** What the values of a file are; numbers as in its tag SampleFormat. */
export const UNSIGNED = 1;
const SIGNED = 2;
export const FLOATS = 3;

const DIFFERENCES = 2;
const FLOAT_DIFFERENCES = 3;

/** How a picture is cut into blocks, tiles or strips, and its samples into bytes. */
export interface TiffBlocks {
  readonly blockHeight: number;
  readonly blockWidth: number;
  /** Samples of a pixel in the file, all of one kind. */
  readonly samplesPerPixel: number;
  readonly bits: number;
  readonly format: number;
  readonly compression: number;
  readonly predictor: number;
  /** Whether each sample has blocks of its own. */
  readonly planar: boolean;
  /** Whether the lowest bit of a byte comes first. */
  readonly reversed: boolean;
  readonly littleEndian: boolean;
  /** First byte and length of each block; a length of 0 is a block that was left out. */
  readonly offsets: readonly number[];
  readonly counts: readonly number[];
  /** Unpacks a block of so many bytes at most. */
  readonly unpack: (packed: Uint8Array, most: number) => Uint8Array;
}

/** Samples of a pixel that lie together in a block. */
function chunky({ planar, samplesPerPixel }: TiffBlocks): number {
  return planar ? 1 : samplesPerPixel;
}

function rowBytes(blocks: TiffBlocks): number {
  return Math.ceil((blocks.blockWidth * chunky(blocks) * blocks.bits) / 8);
}

function reverseBits(bytes: Uint8Array): Uint8Array {
  return bytes.map((byte) => {
    const pairs = ((byte & 0x55) << 1) | ((byte >> 1) & 0x55);
    const fours = ((pairs & 0x33) << 2) | ((pairs >> 2) & 0x33);
    return (fours << 4) | (fours >> 4);
  });
}

/** Adds up the differences of a row from the sample to the left, in the file's order of bytes. */
function addUp(row: DataView, step: number, stride: number, little: boolean): void {
  const back = step * stride;
  for (let at = back; at + step <= row.byteLength; at += step) {
    const from = at - back;
    if (step === 1) row.setUint8(at, row.getUint8(at) + row.getUint8(from));
    else if (step === 2) {
      row.setUint16(at, row.getUint16(at, little) + row.getUint16(from, little), little);
    } else if (step === 4) {
      row.setUint32(at, row.getUint32(at, little) + row.getUint32(from, little), little);
    } else {
      const sum = row.getBigUint64(at, little) + row.getBigUint64(from, little);
      row.setBigUint64(at, sum, little);
    }
  }
}

/** Floats as differences of bytes: all highest bytes of a row first, then the next ones. */
function joinBytes(row: Uint8Array, step: number, stride: number, little: boolean): void {
  for (let at = stride; at < row.length; at++) row[at]! += row[at - stride]!;
  const planes = row.slice();
  const count = row.length / step;
  for (let i = 0; i < count; i++) {
    for (let rank = 0; rank < step; rank++) {
      row[i * step + (little ? step - 1 - rank : rank)] = planes[rank * count + i]!;
    }
  }
}

function undoPredictor(block: Uint8Array, blocks: TiffBlocks): void {
  const { bits, predictor, littleEndian, compression } = blocks;
  if (predictor === 1 || compression === 1) return;
  const step = bits / 8;
  const isRead = predictor === DIFFERENCES || (predictor === FLOAT_DIFFERENCES && step > 1);
  if (!isRead || ![1, 2, 4, 8].includes(step)) throw new RangeError('The predictor is unknown.');
  const stride = chunky(blocks);
  const length = rowBytes(blocks);
  for (let at = 0; at + length <= block.length; at += length) {
    const row = block.subarray(at, at + length);
    const view = viewOf(row);
    if (predictor === FLOAT_DIFFERENCES) joinBytes(row, step, stride, littleEndian);
    else addUp(view, step, stride, littleEndian);
  }
}

/** Reads the sample that begins at a bit of the block; null for kinds of numbers that are not read. */
export function sampleReader(
  block: Uint8Array,
  { bits, format, littleEndian: le }: TiffBlocks,
): ((bit: number) => number) | null {
  const view = viewOf(block);
  switch (`${format} ${bits}`) {
    case `${UNSIGNED} 8`:
      return (bit) => block[bit / 8]!;
    case `${UNSIGNED} 16`:
      return (bit) => view.getUint16(bit / 8, le);
    case `${UNSIGNED} 32`:
      return (bit) => view.getUint32(bit / 8, le);
    case `${UNSIGNED} 64`:
      return (bit) => Number(view.getBigUint64(bit / 8, le));
    case `${SIGNED} 8`:
      return (bit) => view.getInt8(bit / 8);
    case `${SIGNED} 16`:
      return (bit) => view.getInt16(bit / 8, le);
    case `${SIGNED} 32`:
      return (bit) => view.getInt32(bit / 8, le);
    case `${SIGNED} 64`:
      return (bit) => Number(view.getBigInt64(bit / 8, le));
    case `${FLOATS} 16`:
      return (bit) => halfToNumber(view.getUint16(bit / 8, le));
    case `${FLOATS} 32`:
      return (bit) => view.getFloat32(bit / 8, le);
    case `${FLOATS} 64`:
      return (bit) => view.getFloat64(bit / 8, le);
  }
  if (format !== UNSIGNED || !(bits >= 1 && bits < 16)) return null;
  return (bit) => {
    const at = bit >> 3;
    const three = (block[at]! << 16) | ((block[at + 1] ?? 0) << 8) | (block[at + 2] ?? 0);
    return (three >> (24 - bits - (bit & 7))) & (2 ** bits - 1);
  };
}

/**
 * Reads some samples of all pixels, interleaved.
 *
 * @param samples their places among those of a pixel
 * @param out `height * width * samples.length` values
 * @param sparse the value of blocks that were left out
 * @throws RangeError, or what the decoder throws, on bad data
 */
export function readTiffSamples(
  bytes: Uint8Array,
  { height, width }: ImageSize,
  blocks: TiffBlocks,
  samples: readonly number[],
  out: Uint8Array | Uint16Array | Float32Array,
  sparse: number,
): void {
  const { blockHeight, blockWidth, bits, planar, offsets, counts } = blocks;
  const across = Math.ceil(width / blockWidth);
  const down = Math.ceil(height / blockHeight);
  const length = rowBytes(blocks);
  const together = chunky(blocks);

  const readBlock = (index: number, top: number, left: number, places: readonly number[]) => {
    const [start, count] = [offsets[index]!, counts[index]!];
    const bottom = Math.min(top + blockHeight, height);
    const right = Math.min(left + blockWidth, width);
    let sample: ((bit: number) => number) | null = () => sparse;
    if (count > 0) {
      const packed = bytes.subarray(start, start + count);
      const stored = blocks.reversed ? reverseBits(packed) : packed;
      const block = blocks.unpack(stored, length * blockHeight);
      undoPredictor(block, blocks);
      sample = sampleReader(block, blocks);
    }
    if (sample === null) throw new RangeError('The numbers are of an unknown kind.');
    for (let y = top; y < bottom; y++) {
      const row = (y - top) * length * 8;
      for (let x = left; x < right; x++) {
        const to = (y * width + x) * samples.length;
        for (const place of places) {
          const inBlock = planar ? 0 : samples[place]!;
          out[to + place] = sample(row + ((x - left) * together + inBlock) * bits);
        }
      }
    }
  };

  const all = samples.map((_, place) => place);
  for (let y = 0; y < down; y++) {
    for (let x = 0; x < across; x++) {
      const index = y * across + x;
      const [top, left] = [y * blockHeight, x * blockWidth];
      if (!planar) readBlock(index, top, left, all);
      else {
        for (const place of all) {
          readBlock(samples[place]! * across * down + index, top, left, [place]);
        }
      }
    }
  }
}
