import { viewOf } from '../math/bytes.ts';
import { formatSays } from './formatSentences.ts';
import { refuseVariant } from './imageError.ts';
import { type Matrix, matrixAt } from './matlab4.ts';
import { type NumberArray, pictureAmong, pixelsOfArray } from './numberArrays.ts';
import { numberReader } from './numberReader.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';
import type { Told } from '../languages/sentence.ts';

const KINDS: Readonly<Record<string, NumberArray['kind']>> = { u1: 'byte', u2: 'short' };
const MOST_MATRICES = 1000;

/**
 * Decodes a picture in a MAT-file of level 4: a matrix of numbers.
 *
 * @param role what is wanted of a file of several matrices
 * @throws ImageError where not exactly one matrix is that; RangeError on a file that is cut short
 */
export function decodeMatlab4(bytes: Uint8Array, subject: Told, role: Role): Pixels | FloatPixels {
  const matrices: Matrix[] = [];
  for (let at = 0; at < bytes.length; at = matrices.at(-1)!.end) {
    const matrix = matrixAt(bytes, at);
    if (matrix === null) throw new RangeError('A matrix is cut short.');
    matrices.push(matrix);
    if (matrices.length > MOST_MATRICES) {
      refuseVariant(formatSays.matlabCrowded(subject, MOST_MATRICES));
    }
  }
  const full = matrices.filter(({ isFull }) => isFull);
  const { name, element, littleEndian, start, shape } = pictureAmong(full, role, subject);
  const number = numberReader(viewOf(bytes), element, littleEndian)!;
  const step = Number(element.slice(1));
  const read = (place: number) => number(start + step * place);
  const kind = KINDS[element] ?? (element.startsWith('f') ? 'float' : 'whole');
  return pixelsOfArray({ shape, byColumns: true, kind, read }, subject, name);
}
