import {
  type ElementType,
  type Layout,
  loadNumbers,
  type PackedChunk,
  type StoredArray,
  UnreadHdf5,
} from './hdf5Numbers.ts';
import type { Hdf5Reader, Message } from './hdf5Reader.ts';
import { numberReader } from './numberReader.ts';

const MOST_DIMENSIONS = 8;

const DATASPACE = 1;
const DATATYPE = 3;
const OLD_FILL = 4;
const FILL = 5;
const LAYOUT = 8;
const FILTERS = 11;
const ATTRIBUTE = 12;

const FIXED = 0;
const FLOAT = 1;
const TEXT = 3;
const ENUMERATION = 8;

/** An array of numbers in its file. */
export interface Hdf5Array {
  /** Without its groups. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  /** Texts and numbers that are kept with it, by their names. */
  readonly attributes: ReadonlyMap<string, string | number>;
  /** What was chosen to stand where nothing was written; null where nobody chose. */
  readonly fill: number | null;
  /**
   * Its numbers, row by row.
   *
   * @throws RangeError where it takes more than `mostBytes` unpacked, or the file is cut short; UnreadHdf5
   */
  readonly load: (mostBytes: number) => Float32Array;
}

/** Whether a header is that of an array, of whatever type. */
export function isArray(messages: readonly Message[]): boolean {
  return messages.some(({ type }) => type === LAYOUT);
}

/**
 * What a header says of an array; null where it is none of numbers.
 *
 * @param visitChunks gives every chunk of a tree, of so many dimensions
 */
export function arrayOf(
  file: Hdf5Reader,
  name: string,
  messages: readonly Message[],
  visitChunks: (at: number, dimensions: number, take: (chunk: PackedChunk) => void) => void,
): Hdf5Array | null {
  const find = (wanted: number) => messages.find(({ type }) => type === wanted);
  const [space, type, layout] = [find(DATASPACE), find(DATATYPE), find(LAYOUT)];
  const element = type === undefined ? null : elementTypeAt(file, type.at);
  if (space === undefined || element === null) return null;
  const shape = shapeAt(file, space.at);
  const filters = find(FILTERS);
  const attributes = new Map(
    messages.flatMap((message) => (message.type === ATTRIBUTE ? attributeOf(file, message) : [])),
  );
  const fill = fillValue(file, messages, element);
  const load = (mostBytes: number) => {
    const stored: StoredArray = {
      bytes: file.bytes,
      shape,
      type: element,
      layout: layoutAt(file, layout!.at, shape.length),
      filters: filters === undefined ? [] : filtersAt(file, filters.at),
      fill: fill ?? 0,
    };
    return loadNumbers(stored, mostBytes, (at, take) => {
      visitChunks(at, shape.length, take);
    });
  };
  return { name, shape, type: element, attributes, fill, load };
}

function shapeAt(file: Hdf5Reader, at: number): number[] {
  const version = file.view.getUint8(at);
  const count = Math.min(file.view.getUint8(at + 1), MOST_DIMENSIONS);
  const start = at + (version === 1 ? 8 : 4);
  return Array.from({ length: count }, (_, i) => file.number(start + 8 * i));
}

function elementTypeAt(file: Hdf5Reader, at: number): ElementType | null {
  const kind = file.view.getUint8(at) & 15;
  if (kind === ENUMERATION) {
    const base = elementTypeAt(file, at + 8);
    return base === null ? null : { ...base, isTruth: base.bytes === 1 };
  }
  if (kind !== FIXED && kind !== FLOAT) return null;
  const bits = file.view.getUint8(at + 1);
  const letter = kind === FLOAT ? 'f' : (bits & 8) !== 0 ? 'i' : 'u';
  const bytes = file.view.getUint32(at + 4, true);
  const element = `${letter}${bytes}`;
  if (numberReader(file.view, element, true) === undefined) return null;
  return { element, bytes, littleEndian: (bits & 1) === 0, isTruth: false };
}

function numberAt(
  { view }: Hdf5Reader,
  { element, bytes, littleEndian }: ElementType,
  at: number,
  end: number,
): number | null {
  if (at + bytes > end) return null;
  return numberReader(view, element, littleEndian)!(at);
}

function fillValue(
  file: Hdf5Reader,
  messages: readonly Message[],
  type: ElementType,
): number | null {
  const old = messages.find((message) => message.type === OLD_FILL);
  const message = messages.find(({ type: kind }) => kind === FILL) ?? old;
  if (message === undefined) return null;
  const { at, end } = message;
  let sizeAt = at;
  if (message !== old) {
    const version = file.view.getUint8(at);
    const isThere =
      version > 2 ? (file.view.getUint8(at + 1) & 32) !== 0 : file.view.getUint8(at + 3) !== 0;
    if (!isThere) return null;
    sizeAt = at + (version > 2 ? 2 : 4);
  }
  // One that nobody chose has no bytes.
  return file.view.getUint32(sizeAt, true) === type.bytes
    ? numberAt(file, type, sizeAt + 4, end)
    : null;
}

function attributeOf(file: Hdf5Reader, { at, end }: Message): [string, string | number][] {
  const version = file.view.getUint8(at);
  const sizes = [2, 4, 6].map((place) => file.view.getUint16(at + place, true));
  const padded = sizes.map((size) => (version === 1 ? 8 * Math.ceil(size / 8) : size));
  const nameAt = at + (version === 3 ? 9 : 8);
  const typeAt = nameAt + padded[0]!;
  const valueAt = typeAt + padded[1]! + padded[2]!;
  if (valueAt > end) return [];
  const name = file.text(nameAt, nameAt + sizes[0]!);
  const kind = file.view.getUint8(typeAt) & 15;
  if (kind !== TEXT) {
    const type = kind === ENUMERATION ? null : elementTypeAt(file, typeAt);
    const value = type && numberAt(file, type, valueAt, end);
    return value === null ? [] : [[name, value]];
  }
  // Texts of a length that is known.
  const textEnd = Math.min(end, valueAt + file.view.getUint32(typeAt + 4, true));
  return [[name, file.text(valueAt, textEnd)]];
}

function layoutAt(file: Hdf5Reader, at: number, dimensions: number): Layout {
  const version = file.view.getUint8(at);
  const kind = file.view.getUint8(at + 1);
  if (version < 3 || version > 5) throw new UnreadHdf5('index');
  if (kind === 0) return { kind: 'whole', at: at + 4 };
  if (kind === 1)
    return file.isNowhere(at + 2)
      ? { kind: 'nothing' }
      : { kind: 'whole', at: file.address(at + 2) };
  if (kind !== 2) throw new UnreadHdf5('index');
  const sizes = (start: number, bytes: number) =>
    Array.from({ length: dimensions }, (_, i) => file.small(start + bytes * i, bytes));
  if (version === 3) {
    if (file.isNowhere(at + 3)) return { kind: 'nothing' };
    return {
      kind: 'chunks',
      at: file.address(at + 3),
      chunk: sizes(at + 11, 4),
    };
  }
  const flags = file.view.getUint8(at + 2);
  const count = file.view.getUint8(at + 3);
  const bytes = file.view.getUint8(at + 4);
  const chunk = sizes(at + 5, bytes);
  const index = at + 5 + count * bytes;
  if (file.view.getUint8(index) !== 1) throw new UnreadHdf5('index');
  const isPacked = (flags & 2) !== 0;
  const addressAt = index + (isPacked ? 13 : 1);
  if (file.isNowhere(addressAt)) return { kind: 'nothing' };
  return {
    ...{ kind: 'one chunk', at: file.address(addressAt), chunk },
    packed: isPacked ? file.number(index + 1) : null,
    mask: isPacked ? file.view.getUint32(index + 9, true) : 0,
  };
}

function filtersAt({ view }: Hdf5Reader, at: number): number[] {
  const version = view.getUint8(at);
  const count = view.getUint8(at + 1);
  let place = at + (version === 1 ? 8 : 2);
  return Array.from({ length: count }, () => {
    const id = view.getUint16(place, true);
    const isNamed = version === 1 || id > 255;
    const nameBytes = isNamed ? view.getUint16(place + 2, true) : 0;
    const values = view.getUint16(place + (isNamed ? 6 : 4), true);
    const padded = version === 1 ? 8 * Math.ceil(nameBytes / 8) : nameBytes;
    const odd = version === 1 && values % 2 === 1 ? 4 : 0;
    place += (isNamed ? 8 : 6) + padded + 4 * values + odd;
    return id;
  });
}
