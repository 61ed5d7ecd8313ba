import { hasText } from '../math/bytes.ts';
import { formatSays } from './formatSentences.ts';
import { Hdf5 } from './hdf5.ts';
import type { Hdf5Array } from './hdf5Array.ts';
import { UnreadHdf5 } from './hdf5Numbers.ts';
import { refuseVariant } from './imageError.ts';
import { MAXIMUM_PIXELS } from './imageHeader.ts';
import { type NumberArray, pictureAmong, pixelsOfArray, requirePicture } from './numberArrays.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';
import type { Told } from '../languages/sentence.ts';

/** The largest picture in numbers of 64 bits, as MATLAB has them. */
const MOST_BYTES = 8 * MAXIMUM_PIXELS;

/** What netCDF calls the numbers that are none. */
const NO_VALUES = ['_FillValue', 'missing_value'];

/** The numbers that stand for "no reading" in a depth map: none of them is 0, which is decided on as in other files. */
function noReadingsOf({ attributes, fill }: Hdf5Array): Set<number> {
  const named = [fill, ...NO_VALUES.map((name) => attributes.get(name))];
  const numbers = named.filter((value) => typeof value === 'number' && value !== 0);
  // What float32 makes of them, since that is what is compared.
  return new Set(numbers.map((value) => Math.fround(value as number)));
}

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
  let name = '';
  try {
    const arrays = new Hdf5(bytes)
      .arrays()
      .map((array) => (isMatlab ? { ...array, shape: array.shape.toReversed() } : array));
    const array = pictureAmong(arrays, role, subject);
    requirePicture(array, subject);
    name = array.name;
    const numbers = array.load(MOST_BYTES);
    const { shape } = array;
    const noReadings = role === 'depth' ? noReadingsOf(array) : new Set<number>();
    const isMarked = noReadings.size > 0 && numbers.some((value) => noReadings.has(value));
    const read = (place: number) => {
      const value = numbers[place]!;
      return isMarked && noReadings.has(value) ? NaN : value;
    };
    const kind = isMarked ? 'float' : kindOf(array);
    return pixelsOfArray({ shape, byColumns: isMatlab, kind, read }, subject, name);
  } catch (error) {
    if (error instanceof UnreadHdf5) {
      refuseVariant(
        error.feature === 'compression'
          ? formatSays.compressedHdf5(subject, error.filter, name)
          : formatSays.unreadHdf5(subject, error.feature),
      );
    }
    throw error;
  }
}
