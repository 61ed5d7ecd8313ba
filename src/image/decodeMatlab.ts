import { viewOf } from '../math/bytes.ts';
import { formatSays } from './formatSentences.ts';
import { refuseVariant } from './imageError.ts';
import { inflateAtMost, inflateStart } from './inflateAtMost.ts';
import {
  MOST_INFLATED,
  type NamedArray,
  type NumberArray,
  pictureAmong,
  pixelsOfArray,
  requirePicture,
} from './numberArrays.ts';
import { numberReader } from './numberReader.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';
import type { Told } from '../languages/sentence.ts';

/**
 * MAT-files of level 5, as MATLAB's save -v6 and -v7, SciPy and Octave write them: a header of 128 bytes, then elements,
 * each a tag (type and length) and data; of -v7 each variable is an element packed by zlib. Source: MathWorks, "MAT-File
 * Format", chapter 1.
 */
const HEADER_BYTES = 128;
const BYTE_ORDER = 126;

const MATRIX = 14;
const COMPRESSED = 15;

/** Classes of arrays. */
const CELL = 1;
const STRUCT = 2;
const DOUBLE = 6;
const KINDS: Readonly<Record<number, NumberArray['kind']>> = {
  ...{ [DOUBLE]: 'float', 7: 'float', 8: 'whole', 9: 'byte', 10: 'whole', 11: 'short' },
  ...{ 12: 'whole', 13: 'whole', 14: 'whole', 15: 'whole' },
};
/** Bits beside the class. */
const COMPLEX = 0x800;
const LOGICAL = 0x200;

/** So much of a variable holds its class, shape and name. */
const HEAD_BYTES = 1024;
/** A byte of zlib unpacks to no more bytes than this. */
const MOST_FROM_A_BYTE = 1032;
const MOST_VARIABLES = 1000;
const MOST_DIMENSIONS = 32;
/** Structs in structs. */
const DEEPEST = 4;

interface Element {
  readonly type: number;
  /** What the tag says; where only the start of the file is there, `data` is shorter. */
  readonly length: number;
  readonly data: Uint8Array;
}

/** Elements one behind the other, each but packed ones filled up to a multiple of 8 bytes. */
class Elements {
  private at = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly littleEndian: boolean,
  ) {
    this.view = viewOf(bytes);
  }

  get ended(): boolean {
    return this.at + 8 > this.bytes.length;
  }

  /** @param whole whether an element that is cut short is an error */
  next(whole = true): Element {
    const word = this.view.getUint32(this.at, this.littleEndian);
    // Data of up to four bytes stand in the tag itself, their length in its upper half.
    const isSmall = word >>> 16 !== 0;
    const type = isSmall ? word & 0xffff : word;
    const length = isSmall ? word >>> 16 : this.view.getUint32(this.at + 4, this.littleEndian);
    const start = this.at + (isSmall ? 4 : 8);
    const end = start + length;
    if (isSmall ? length > 4 : whole && end > this.bytes.length) {
      throw new RangeError('The file ends too early.');
    }
    this.at = isSmall ? start + 4 : type === COMPRESSED ? end : start + 8 * Math.ceil(length / 8);
    return { type, length, data: this.bytes.subarray(start, end) };
  }

  numbers(): number[] {
    const { data } = this.next();
    const view = viewOf(data);
    const length = Math.min(data.length >> 2, MOST_DIMENSIONS);
    return Array.from({ length }, (_, i) => view.getInt32(4 * i, this.littleEndian));
  }

  text(): string {
    return String.fromCharCode(...this.next().data);
  }
}

/** Kind and bytes of numbers, by the type of their element. */
const NUMBERS: Readonly<Record<number, string>> = {
  ...{ 1: 'i1', 2: 'u1', 3: 'i2', 4: 'u2', 5: 'i4', 6: 'u4', 7: 'f4', 9: 'f8', 12: 'i8', 13: 'u8' },
};

/** What reads a number of an element at its place. */
function placeReader({ type, data }: Element, le: boolean): ((place: number) => number) | null {
  const element = NUMBERS[type] ?? '';
  const read = numberReader(viewOf(data), element, le);
  const step = Number(element.slice(1));
  return read === undefined ? null : (place) => read(step * place);
}

/** What stands before an array's contents. */
interface MatrixHead extends NamedArray {
  readonly arrayClass: number;
  readonly flags: number;
}

function readHead(elements: Elements): MatrixHead {
  const [flags = 0] = elements.numbers();
  const shape = elements.numbers();
  return { flags, arrayClass: flags & 255, shape, name: elements.text() };
}

/** An array of numbers, read when it is wanted. */
interface Variable extends NamedArray {
  load(subject: Told): NumberArray;
}

/** Finds the arrays of numbers in a file, those in structs and cells included. */
class Variables {
  readonly list: Variable[] = [];
  private inflated = 0;
  private count = 0;

  constructor(
    private readonly littleEndian: boolean,
    private readonly subject: Told,
  ) {}

  private countOne(): void {
    this.count++;
    if (this.count > MOST_VARIABLES) {
      refuseVariant(formatSays.matlabCrowded(this.subject, MOST_VARIABLES));
    }
  }

  /** @param packed one variable, packed by zlib */
  addPacked(packed: Uint8Array): void {
    this.countOne();
    const start = new Elements(inflateStart(packed, HEAD_BYTES), this.littleEndian);
    const { type, length, data } = start.next(false);
    if (type !== MATRIX) return;
    if (length > packed.length * MOST_FROM_A_BYTE)
      throw new RangeError('The length is impossible.');
    const head = readHead(new Elements(data, this.littleEndian));
    const inflate = () => inflateAtMost(packed, 8 + length).subarray(8);
    if (head.arrayClass !== STRUCT && head.arrayClass !== CELL) {
      this.addNumbers(head, head.name, inflate, length);
      return;
    }
    this.inflated += length;
    if (this.inflated > MOST_INFLATED) {
      refuseVariant(formatSays.muchInside(this.subject, MOST_INFLATED));
    }
    this.add(inflate());
  }

  /**
   * @param name of the place that holds it; null of a variable, which has a name itself
   * @param depth structs around it
   */
  add(matrix: Uint8Array, name: string | null = null, depth = 0): void {
    // What a struct has no value for.
    if (matrix.length === 0) return;
    this.countOne();
    const elements = new Elements(matrix, this.littleEndian);
    const head = readHead(elements);
    const called = name ?? head.name;
    if (head.arrayClass === STRUCT || head.arrayClass === CELL) {
      if (depth < DEEPEST) this.addParts(elements, head, called, depth);
    } else {
      this.addNumbers(head, called, () => matrix, matrix.length);
    }
  }

  private addParts(elements: Elements, head: MatrixHead, name: string, depth: number): void {
    const fields = head.arrayClass === STRUCT ? fieldNames(elements) : [];
    for (let i = 0; !elements.ended; i++) {
      const { type, data } = elements.next();
      const field = fields.length > 0 ? fields[i % fields.length]! : name;
      if (type === MATRIX) this.add(data, field, depth + 1);
    }
  }

  private addNumbers(
    { arrayClass, flags, shape }: MatrixHead,
    name: string,
    matrix: () => Uint8Array,
    length: number,
  ): void {
    const kind = (flags & LOGICAL) !== 0 ? 'bool' : KINDS[arrayClass];
    if (kind === undefined || (flags & COMPLEX) !== 0) return;
    const load = (subject: Told): NumberArray => {
      requirePicture({ shape }, subject);
      // So no array unpacks to more than its picture takes.
      const numbers = shape.reduce((product, size) => product * size, 1);
      if (length > 8 * numbers + HEAD_BYTES)
        throw new RangeError('There is more data than declared.');
      const elements = new Elements(matrix(), this.littleEndian);
      readHead(elements);
      const read = placeReader(elements.next(), this.littleEndian);
      if (read === null) throw new RangeError('The numbers are of an unknown type.');
      return { shape, byColumns: true, kind, read };
    };
    this.list.push({ name, shape, load });
  }
}

function fieldNames(elements: Elements): string[] {
  const [length = 0] = elements.numbers();
  const text = elements.text();
  if (length < 1) return [];
  return Array.from({ length: Math.floor(text.length / length) }, (_, i) =>
    text.slice(length * i, length * (i + 1)).replace(/\0.*/s, ''),
  );
}

/**
 * Decodes a picture in a MAT-file of level 5: two dimensions of numbers of any type, or three with three or four channels
 * first or last.
 *
 * @param role what is wanted of a file of several arrays
 * @throws ImageError where not exactly one array is that, or it is no picture; RangeError on a file that is cut short
 */
export function decodeMatlab(bytes: Uint8Array, subject: Told, role: Role): Pixels | FloatPixels {
  if (bytes.length < HEADER_BYTES + 8) throw new RangeError('The file ends too early.');
  const littleEndian = bytes[BYTE_ORDER] === 'I'.charCodeAt(0);
  const elements = new Elements(bytes.subarray(HEADER_BYTES), littleEndian);
  const variables = new Variables(littleEndian, subject);
  while (!elements.ended) {
    const { type, data } = elements.next();
    if (type === COMPRESSED) variables.addPacked(data);
    else if (type === MATRIX) variables.add(data);
  }
  const variable = pictureAmong(variables.list, role, subject);
  return pixelsOfArray(variable.load(subject), subject, variable.name);
}
