import { viewOf } from '../math/bytes.ts';
import type { NamedArray } from './numberArrays.ts';

/**
 * MAT-files of level 4, as MATLAB's save -v4, SciPy and Octave write them: matrices one behind the other, each of five numbers
 * of 32 bits (type, rows, columns, whether it is complex, length of the name), name and numbers, column by column. Source:
 * MathWorks, "MAT-File Format", chapter 2.
 */
const HEADER_BYTES = 20;
/** By the tens of the type. */
const ELEMENTS = ['f8', 'f4', 'i4', 'i2', 'u2', 'u1'] as const;
/** The ones of the type: numbers, text, sparse. */
const FULL = 0;
const SPARSE = 2;
const LONGEST_NAME = 64;

/** A matrix in its file. */
export interface Matrix extends NamedArray {
  readonly isFull: boolean;
  readonly element: string;
  readonly littleEndian: boolean;
  readonly start: number;
  /** Where the next one begins. */
  readonly end: number;
}

/** The matrix at a place; null of what is none. */
export function matrixAt(bytes: Uint8Array, at: number): Matrix | null {
  if (at + HEADER_BYTES > bytes.length) return null;
  const view = viewOf(bytes);
  // Thousands are one where the highest byte comes first; such a number is large when it is read the other way.
  const littleEndian = view.getUint32(at, true) < 1000;
  const [type, rows, columns, complex, nameBytes] = Array.from({ length: 5 }, (_, i) =>
    view.getUint32(at + 4 * i, littleEndian),
  ) as [number, number, number, number, number];
  const parts = littleEndian ? type : type - 1000;
  const element = parts < 0 || parts >= 100 ? undefined : ELEMENTS[Math.floor(parts / 10)];
  const isNamed = nameBytes > 1 && nameBytes <= LONGEST_NAME;
  if (element === undefined || parts % 10 > SPARSE || complex > 1 || !isNamed) return null;
  const start = at + HEADER_BYTES + nameBytes;
  const name = String.fromCharCode(...bytes.subarray(at + HEADER_BYTES, start));
  const isFull = parts % 10 === FULL && complex === 0;
  const end = start + rows * columns * Number(element.slice(1)) * (1 + complex);
  if (!/^[A-Za-z]\w*\0+$/.test(name) || end > bytes.length) return null;
  const shape = [rows, columns];
  return { name: name.replaceAll('\0', ''), shape, isFull, element, littleEndian, start, end };
}

/** Such files have no signature: their first matrix has to make sense. */
export function isMatlab4(bytes: Uint8Array): boolean {
  return matrixAt(bytes, 0) !== null;
}
