import { Unzip, UnzipInflate } from 'fflate';
import { hasText, joinBytes, viewOf } from '../math/bytes.ts';
import { refuseVariant } from './imageError.ts';
import {
  MOST_INFLATED,
  type NamedArray,
  type NumberArray,
  pictureAmong,
  pixelsOfArray,
} from './numberArrays.ts';
import { numberReader } from './numberReader.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';
import type { Told } from '../languages/sentence.ts';
import { formatSays } from './formatSentences.ts';

interface ArrayHeader extends Pick<NumberArray, 'shape' | 'byColumns'> {
  /** Kind and bytes of an element: `f4`, `u2`, `b1` … */
  readonly element: string;
  readonly littleEndian: boolean;
  readonly start: number;
}

function readHeader(bytes: Uint8Array): ArrayHeader {
  const view = viewOf(bytes);
  const long = bytes[6]! >= 2;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = String.fromCharCode(...bytes.subarray(long ? 12 : 10, start));
  const type = /'descr': *'([<>|=]?)([A-Za-z]\d*)/.exec(text);
  const isRecord = /'descr': *\[/.test(text);
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text);
  if ((type === null && !isRecord) || shape === null) {
    throw new RangeError('The header is not understood.');
  }
  const sizes = shape[1]!.split(',').filter((part) => part.trim() !== '');
  return {
    element: type?.[2] ?? 'record',
    littleEndian: type?.[1] !== '>',
    byColumns: /'fortran_order': *True/.test(text),
    shape: sizes.map(Number),
    start,
  };
}

const KINDS: Readonly<Record<string, NumberArray['kind']>> = {
  b1: 'bool',
  u1: 'byte',
  u2: 'short',
};

const bytesOf = (element: string) => Number(element.slice(1)) || 0;

function decodeArray(bytes: Uint8Array, subject: Told, name: string | null): Pixels | FloatPixels {
  const header = readHeader(bytes);
  const { element, start } = header;
  const read = numberReader(viewOf(bytes), element, header.littleEndian);
  if (read === undefined) refuseVariant(formatSays.numpyType(subject, element));
  const kind = KINDS[element] ?? (element.startsWith('f') ? 'float' : 'whole');
  const step = bytesOf(element);
  const numbers = { ...header, kind, read: (place: number) => read(start + step * place) };
  return pixelsOfArray(numbers, subject, name);
}

/** Compressed bytes that are inflated at once: no more than about a thousand times as many come of them. */
const PIECE = 16 * 1024;
/** Longest header that is waited for. */
const LONGEST_HEADER = 65536;

/** Collects an array as it is inflated, and stops when there is more than its own header says. */
class Inflating {
  private head: Uint8Array[] = [];
  private whole: Uint8Array | null = null;
  private length = 0;

  /** @returns the bytes that the array will have at least */
  add(piece: Uint8Array): number {
    const to = this.length;
    this.length += piece.length;
    if (this.whole !== null) {
      if (this.length > this.whole.length) throw new RangeError('There is more than declared.');
      this.whole.set(piece, to);
      return this.whole.length;
    }
    this.head.push(piece);
    if (this.length < LONGEST_HEADER) return this.length;
    const head = joinBytes(this.head);
    const declared = declaredBytes(head);
    if (this.length > declared) throw new RangeError('There is more than declared.');
    if (declared > MOST_INFLATED) return declared;
    this.whole = new Uint8Array(declared);
    this.whole.set(head);
    this.head = [];
    return declared;
  }

  bytes(): Uint8Array {
    return this.whole?.subarray(0, this.length) ?? joinBytes(this.head);
  }
}

/** What an array takes with its header. */
function declaredBytes(head: Uint8Array): number {
  const { element, shape, start } = readHeader(head);
  return start + shape.reduce((product, size) => product * size, bytesOf(element));
}

/** An archive ends with a record of 22 bytes, behind which stands at most a remark. */
function hasEnd(archive: Uint8Array): boolean {
  for (let at = archive.length - 22; at >= 0 && at > archive.length - 65536; at--) {
    if (hasText(archive, at, 'PK\x05\x06')) return true;
  }
  return false;
}

interface ArchivedArray extends NamedArray {
  readonly bytes: Uint8Array;
}

/** The arrays of an archive. */
function arraysOf(archive: Uint8Array, subject: Told): ArchivedArray[] {
  if (!hasEnd(archive)) throw new RangeError('The file ends too early.');
  const found: [string, Inflating][] = [];
  let inflated = 0;
  const unzip = new Unzip((file) => {
    if (!file.name.endsWith('.npy')) return;
    const array = new Inflating();
    found.push([file.name.replace(/\.npy$/, ''), array]);
    file.ondata = (error, piece) => {
      if (error !== null) throw error;
      inflated += piece.length;
      if (Math.max(inflated, array.add(piece)) > MOST_INFLATED) {
        refuseVariant(formatSays.muchInside(subject, MOST_INFLATED));
      }
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += PIECE) {
    unzip.push(archive.subarray(at, at + PIECE), at + PIECE >= archive.length);
  }
  return found.map(([name, array]) => {
    const bytes = array.bytes();
    return { name, bytes, shape: readHeader(bytes).shape };
  });
}

/**
 * Decodes an array that NumPy saved (`.npy`, or one of an `.npz`): two dimensions besides those of length 1, or three with
 * three or four channels first or last; of any number type.
 *
 * @param role what is wanted of an archive of several
 * @throws ImageError for an array that is no picture; RangeError on a file that is cut short
 */
export function decodeNumpy(bytes: Uint8Array, subject: Told, role: Role): Pixels | FloatPixels {
  const isArray = bytes[0] === 0x93;
  if (isArray) return decodeArray(bytes, subject, null);
  const array = pictureAmong(arraysOf(bytes, subject), role, subject);
  return decodeArray(array.bytes, subject, array.name);
}
