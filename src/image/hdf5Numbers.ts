import { viewOf } from '../math/bytes.ts';
import { inflateAtMost } from './inflateAtMost.ts';
import { numberReader } from './numberReader.ts';

/** Filters that chunks go through. */
const DEFLATE = 1;
const SHUFFLE = 2;
const CHECKSUM = 3;
const LZF = 32000;
const CHECKSUM_BYTES = 4;

/** What the file uses that is not read, for people. */
export class UnreadHdf5 extends Error {
  override readonly name = 'UnreadHdf5';

  /** @param filter the number of the compression */
  constructor(
    readonly feature: 'compression' | 'index' | 'names',
    readonly filter = 0,
  ) {
    super(`HDF5 with an unread ${feature}.`);
  }
}

/** The type of an array's numbers. */
export interface ElementType {
  /** Kind and bytes, as NumPy has them. */
  readonly element: string;
  readonly bytes: number;
  readonly littleEndian: boolean;
  /** True and false. */
  readonly isTruth: boolean;
}

/** Where a chunk lies, packed, and which part of the array it is. */
export interface PackedChunk {
  readonly at: number;
  readonly packed: number;
  /** Filters that it did not go through. */
  readonly mask: number;
  readonly offset: readonly number[];
}

/** Where an array's numbers lie. */
export type Layout =
  | { readonly kind: 'whole'; readonly at: number }
  /** Nothing was written. */
  | { readonly kind: 'nothing' }
  /** A tree of chunks of this shape. */
  | { readonly kind: 'chunks'; readonly at: number; readonly chunk: readonly number[] }
  | {
      readonly kind: 'one chunk';
      readonly at: number;
      readonly chunk: readonly number[];
      /** Null where it went through no filter. */
      readonly packed: number | null;
      readonly mask: number;
    };

/** An array, and all that is needed to read it. */
export interface StoredArray {
  /** The file. */
  readonly bytes: Uint8Array;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly layout: Layout;
  readonly filters: readonly number[];
  /** What stands where nothing was written. */
  readonly fill: number;
}

const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);

/**
 * An array's numbers, row by row.
 *
 * @param mostBytes that they may take unpacked
 * @param visitChunks gives every chunk of a tree
 * @throws RangeError where there is more, or the file is cut short; UnreadHdf5
 */
export function loadNumbers(
  stored: StoredArray,
  mostBytes: number,
  visitChunks: (at: number, take: (chunk: PackedChunk) => void) => void,
): Float32Array {
  const { bytes: file, shape, type, layout } = stored;
  const length = product(shape);
  if (!(length * type.bytes <= mostBytes)) throw new RangeError('There is more than fits.');
  if (layout.kind === 'nothing') return new Float32Array(length).fill(stored.fill);
  if (layout.kind === 'whole') {
    const { at } = layout;
    if (at + length * type.bytes > file.length) throw new RangeError('The file ends too early.');
    const read = numberReader(viewOf(file), type.element, type.littleEndian)!;
    return new Float32Array(length).map((_, i) => read(at + i * type.bytes));
  }
  const { chunk } = layout;
  let left = product(shape.map((size, i) => Math.ceil(size / chunk[i]!)));
  const chunkBytes = product(chunk) * type.bytes;
  // What chunks hold beyond the array's edge counts as well.
  if (!(left * chunkBytes <= mostBytes)) throw new RangeError('There is more than fits.');
  const out = new Float32Array(length).fill(stored.fill);
  const take = (one: PackedChunk) => {
    left--;
    if (left < 0) throw new RangeError('There are more chunks than fit.');
    const numbers = viewOf(unpack(stored, one, chunkBytes));
    putChunk(out, stored, numbers, chunk, one.offset);
  };
  if (layout.kind === 'chunks') visitChunks(layout.at, take);
  else {
    const { at, packed, mask } = layout;
    take({ at, packed: packed ?? chunkBytes, mask, offset: shape.map(() => 0) });
  }
  return out;
}

function unpack(
  { bytes: file, filters, type }: StoredArray,
  { at, packed, mask }: PackedChunk,
  bytes: number,
): Uint8Array {
  if (at + packed > file.length) throw new RangeError('The file ends too early.');
  let data = file.subarray(at, at + packed);
  // The last filter of writing is the first of reading.
  for (let i = filters.length - 1; i >= 0; i--) {
    if ((mask & (1 << i)) !== 0) continue;
    if (filters[i] === DEFLATE) data = inflateAtMost(data, bytes + CHECKSUM_BYTES);
    else if (filters[i] === LZF) data = unpackLzf(data, bytes + CHECKSUM_BYTES);
    else if (filters[i] === SHUFFLE) data = unshuffle(data.subarray(0, bytes), type.bytes);
    else if (filters[i] === CHECKSUM) data = data.subarray(0, -CHECKSUM_BYTES);
    else throw new UnreadHdf5('compression', filters[i]);
  }
  if (data.length < bytes) throw new RangeError('A chunk is cut short.');
  return data;
}

/** Below this a byte counts letters that follow; else it is the beginning of a reference back. */
const LETTERS = 32;

/**
 * LZF, as h5py has it: runs of letters, and references to what stands before.
 *
 * @param most bytes of the result
 * @throws RangeError where a reference leads before the beginning
 */
function unpackLzf(packed: Uint8Array, most: number): Uint8Array {
  const out = new Uint8Array(most);
  let to = 0;
  for (let at = 0; at < packed.length && to < most;) {
    const head = packed[at++]!;
    if (head < LETTERS) {
      const letters = packed.subarray(at, at + Math.min(head + 1, most - to));
      out.set(letters, to);
      to += letters.length;
      at += head + 1;
      continue;
    }
    const length = 2 + (head >> 5) + (head >> 5 === 7 ? packed[at++]! : 0);
    let from = to - 1 - ((head & 31) << 8) - packed[at++]!;
    if (!(from >= 0)) throw new RangeError('A reference leads nowhere.');
    // Byte by byte: it may repeat what it writes itself.
    for (const end = Math.min(to + length, most); to < end;) out[to++] = out[from++]!;
  }
  return out.subarray(0, to);
}

/** Bytes that were sorted by their place in a number, in their old order. */
function unshuffle(data: Uint8Array, elementBytes: number): Uint8Array {
  const count = Math.floor(data.length / elementBytes);
  const out = new Uint8Array(data.length);
  for (let byte = 0; byte < elementBytes; byte++) {
    for (let i = 0; i < count; i++) out[i * elementBytes + byte] = data[byte * count + i]!;
  }
  return out;
}

/** Puts a chunk's numbers into the array, a row of its last dimension at once; what lies beyond the edge is left out. */
function putChunk(
  out: Float32Array,
  { shape, type }: StoredArray,
  numbers: DataView,
  chunk: readonly number[],
  offset: readonly number[],
): void {
  if (offset.some((start, d) => !(start < shape[d]!))) throw new RangeError('A chunk is outside.');
  const read = numberReader(numbers, type.element, type.littleEndian)!;
  const last = shape.length - 1;
  const rowLength = chunk[last]!;
  const width = Math.min(rowLength, shape[last]! - offset[last]!);
  const rows = product(chunk) / rowLength;
  for (let row = 0; row < rows; row++) {
    let rest = row;
    let to = offset[last]!;
    let stride = shape[last]!;
    let isInside = true;
    for (let d = last - 1; d >= 0; d--) {
      const place = offset[d]! + (rest % chunk[d]!);
      rest = Math.floor(rest / chunk[d]!);
      isInside &&= place < shape[d]!;
      to += place * stride;
      stride *= shape[d]!;
    }
    if (!isInside) continue;
    const from = row * rowLength * type.bytes;
    for (let x = 0; x < width; x++) out[to + x] = read(from + x * type.bytes);
  }
}
