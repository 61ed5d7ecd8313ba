import * as v from 'valibot';
import { ToldError } from '../languages/sentence.ts';
import { decodeBrainHalf, decodeHalf } from '../math/halfFloat.ts';
import { weightsSays } from './sentences.ts';

/**
 * The safetensors format: header length (little-endian u64), JSON header, raw little-endian values.
 * Source: the format section of the safetensors documentation.
 */

export const BYTES_PER_VALUE = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

export type SafetensorsType = keyof typeof BYTES_PER_VALUE;

/** One array as stored. */
export interface StoredTensor {
  readonly dtype: SafetensorsType;
  readonly shape: readonly number[];
  /** Little-endian values, row-major. */
  readonly bytes: Uint8Array;
}

export interface Safetensors {
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the header. */
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

/** The bytes are not a whole, consistent safetensors file; the message says what is wrong. */
export class SafetensorsError extends ToldError {
  override readonly name = 'SafetensorsError';
}

/** A name in a hostile file can be as long as the file. */
const LONGEST_MESSAGE = 1000;
const LENGTH_BYTES = 8;
const BRACE = '{'.charCodeAt(0);

/** Room for a hundred thousand tensors; the format itself allows ten times as much, which parses into gigabytes. */
const LARGEST_HEADER = 10_000_000;

/** Whether a file begins as one: the length of its header in any 8 bytes, and then the header's brace. */
export function isSafetensors(file: ArrayBuffer): boolean {
  return (
    new Uint8Array(file, 0, Math.min(file.byteLength, LENGTH_BYTES + 1))[LENGTH_BYTES] === BRACE
  );
}

/**
 * Checks and splits a file; nothing is copied or decoded.
 *
 * @throws SafetensorsError when the header is damaged, or the values overlap, leave gaps or are cut off
 */
export function parseSafetensors(file: ArrayBuffer): Safetensors {
  const header = readHeader(file);
  const start = LENGTH_BYTES + header.length;
  const available = file.byteLength - start;
  const metadata = readMetadata(header.entries['__metadata__']);
  const tensors = new Map<string, StoredTensor>();
  const stretches: { name: string; begin: number; end: number }[] = [];
  for (const [name, entry] of Object.entries(header.entries)) {
    if (name === '__metadata__') continue;
    const { dtype, shape, begin, end } = readEntry(name, entry);
    if (end > available) {
      throw new SafetensorsError(weightsSays.tensorCutOff(name, start + end, file.byteLength));
    }
    stretches.push({ name, begin, end });
    tensors.set(name, { dtype, shape, bytes: new Uint8Array(file, start + begin, end - begin) });
  }
  requireGapless(stretches, available);
  return { metadata, tensors };
}

function readHeader(file: ArrayBuffer): {
  length: number;
  entries: Readonly<Record<string, unknown>>;
} {
  if (file.byteLength < LENGTH_BYTES) {
    throw new SafetensorsError(weightsSays.shortSafetensors(LENGTH_BYTES, file.byteLength));
  }
  const length = Number(new DataView(file).getBigUint64(0, true));
  if (length > LARGEST_HEADER && LENGTH_BYTES + length <= file.byteLength) {
    throw new SafetensorsError(weightsSays.longHeader(length));
  }
  if (LENGTH_BYTES + length > file.byteLength) {
    throw new SafetensorsError(weightsSays.partOfSafetensors(length, file.byteLength));
  }
  const entries = parseJson(new Uint8Array(file, LENGTH_BYTES, length));
  if (!isObject(entries)) {
    throw new SafetensorsError(weightsSays.headerNoObject());
  }
  return { length, entries };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SafetensorsError(weightsSays.headerNoJson());
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readMetadata(value: unknown): Readonly<Record<string, string>> {
  const metadata = v.safeParse(v.optional(v.record(v.string(), v.string()), {}), value);
  if (metadata.success) return metadata.output;
  throw new SafetensorsError(weightsSays.metadata());
}

const TYPES = Object.keys(BYTES_PER_VALUE) as SafetensorsType[];
const COUNT = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

const ENTRY = v.object({
  dtype: v.picklist(TYPES),
  shape: v.array(COUNT),
  data_offsets: v.tuple([COUNT, COUNT]),
});

type Entry = v.InferOutput<typeof ENTRY>;

/** What is wrong with an entry. */
const COMPLAINTS = {
  dtype: (name: string, found: string) => weightsSays.tensorType(name, found, TYPES),
  shape: weightsSays.tensorShape,
  data_offsets: weightsSays.tensorOffsets,
} satisfies Record<keyof Entry, unknown>;

/** A value of the header in a message. What is nested without end cannot be written out. */
function described(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, LONGEST_MESSAGE));
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'number') ? `[${value.join(', ')}]` : 'a list';
  }
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

function readEntry(
  name: string,
  value: unknown,
): { dtype: SafetensorsType; shape: readonly number[]; begin: number; end: number } {
  const entry = v.safeParse(ENTRY, value);
  if (!entry.success) {
    const field = (entry.issues[0].path?.[0].key ?? 'dtype') as keyof Entry;
    const found = described((value as Partial<Entry> | null)?.[field]);
    throw new SafetensorsError(COMPLAINTS[field](name, found));
  }
  const { dtype, shape } = entry.output;
  const [begin, end] = entry.output.data_offsets;
  const wanted = elementCount(shape) * BYTES_PER_VALUE[dtype];
  if (end - begin !== wanted) {
    throw new SafetensorsError(weightsSays.tensorBytes(name, end - begin, shape, dtype, wanted));
  }
  return { dtype, shape, begin, end };
}

/** The format asks that the values fill the file exactly, so nothing can hide between or behind them. */
function requireGapless(
  stretches: { name: string; begin: number; end: number }[],
  available: number,
): void {
  stretches.sort((first, second) => first.begin - second.begin || first.end - second.end);
  let position = 0;
  let previous: string | null = null;
  for (const { name, begin, end } of stretches) {
    if (begin !== position) {
      const { overlap, gap } = weightsSays;
      throw new SafetensorsError((begin < position ? overlap : gap)(name, previous));
    }
    position = end;
    previous = name;
  }
  if (position !== available) {
    throw new SafetensorsError(weightsSays.loose(available - position));
  }
}

/** How many values an array of this shape has; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Walks through an array in the order of its elements.
 *
 * @param strides how far the place moves with each axis
 * @param visit is given each element's number from 0, and its place from 0
 */
export function walkStrides(
  shape: readonly number[],
  strides: readonly number[],
  visit: (element: number, place: number) => void,
): void {
  const count = elementCount(shape);
  const index = shape.map(() => 0);
  let place = 0;
  for (let element = 0; element < count; element++) {
    visit(element, place);
    // Count up like an odometer, the last axis fastest.
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place += strides[axis]!;
      if (++index[axis]! < shape[axis]!) break;
      place -= strides[axis]! * shape[axis]!;
      index[axis] = 0;
    }
  }
}

/**
 * The values as 32-bit floats.
 *
 * @throws SafetensorsError for types that floats cannot hold or that no file of ours uses
 */
export function toFloat32({ dtype, bytes }: StoredTensor): Float32Array {
  // A copy puts the values on an address that typed arrays accept.
  const aligned = bytes.slice().buffer;
  if (dtype === 'F16') return decodeHalf(new Uint16Array(aligned));
  if (dtype === 'F32') return new Float32Array(aligned);
  if (dtype === 'F64') return Float32Array.from(new Float64Array(aligned));
  if (dtype === 'BF16') return decodeBrainHalf(new Uint16Array(aligned));
  if (dtype === 'U8') return Float32Array.from(new Uint8Array(aligned));
  throw new SafetensorsError(weightsSays.valueType(dtype));
}

/**
 * Writes a file whose values start at a multiple of eight bytes, in the order of `tensors`.
 *
 * @throws SafetensorsError when a tensor's bytes do not match its type and shape
 */
export function writeSafetensors(
  tensors: ReadonlyMap<string, StoredTensor>,
  metadata: Readonly<Record<string, string>> = {},
): ArrayBuffer {
  const entries: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of tensors) {
    const end = offset + bytes.byteLength;
    entries[name] = { dtype, shape, data_offsets: [offset, end] };
    readEntry(name, entries[name]);
    offset = end;
  }
  const text = new TextEncoder().encode(JSON.stringify(entries));
  const headerLength = Math.ceil(text.length / 8) * 8;
  const start = LENGTH_BYTES + headerLength;
  const file = new Uint8Array(start + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.set(text, LENGTH_BYTES);
  file.fill(' '.charCodeAt(0), LENGTH_BYTES + text.length, start);
  let position = start;
  for (const { bytes } of tensors.values()) {
    file.set(bytes, position);
    position += bytes.byteLength;
  }
  return file.buffer;
}
