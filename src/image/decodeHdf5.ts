import { hasText } from '../math/bytes.ts';
import { formatSays } from './formatSentences.ts';
import { Hdf5, type Hdf5Array } from './hdf5.ts';
import { UnreadHdf5 } from './hdf5Numbers.ts';
import { refuseVariant } from './imageError.ts';
import { MAXIMUM_PIXELS } from './imageHeader.ts';
import { type NumberArray, pictureAmong, pixelsOfArray, requirePicture } from './numberArrays.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';
import type { Told } from '../languages/sentence.ts';

/** The largest picture in numbers of 64 bits, as MATLAB has them. */
const MOST_BYTES = 8 * MAXIMUM_PIXELS;

function kindOf({ type, attributes }: Hdf5Array): NumberArray['kind'] {
  if (type.isTruth || attributes.get('MATLAB_class') === 'logical') return 'bool';
  const kinds: Readonly<Record<string, NumberArray['kind']>> = { u1: 'byte', u2: 'short' };
  return kinds[type.element] ?? (type.element.startsWith('f') ? 'float' : 'whole');
}

/**
 * Decodes a picture in an HDF5 file, such as MATLAB's files of version 7.3: two dimensions of numbers of any type, or three with
 * three or four channels first or last.
 *
 * @param role what is wanted of a file of several arrays
 * @throws ImageError where not exactly one array is that, or it is no picture; RangeError on a file that is cut short
 */
export function decodeHdf5(bytes: Uint8Array, subject: Told, role: Role): Pixels | FloatPixels {
  // MATLAB counts along columns first, and writes its dimensions in the other order.
  const isMatlab = hasText(bytes, 0, 'MATLAB');
  try {
    const arrays = new Hdf5(bytes)
      .arrays()
      .map((array) => (isMatlab ? { ...array, shape: array.shape.toReversed() } : array));
    const array = pictureAmong(arrays, role, subject);
    requirePicture(array, subject);
    const numbers = array.load(MOST_BYTES);
    const read = (place: number) => numbers[place]!;
    const { shape } = array;
    return pixelsOfArray(
      { shape, byColumns: isMatlab, kind: kindOf(array), read },
      subject,
      array.name,
    );
  } catch (error) {
    if (error instanceof UnreadHdf5) refuseVariant(formatSays.unreadHdf5(subject, error.feature));
    throw error;
  }
}
