import { unzipSync, type UnzipFileInfo } from 'fflate';
import type { Told } from '../languages/sentence.ts';
import { halfToNumber } from '../math/halfFloat.ts';
import { refuseVariant } from './imageError.ts';
import { MAXIMUM_PIXELS, requireSize } from './imageHeader.ts';
import { pixelsOfNumbers } from './pixelsOfNumbers.ts';
import { imageSays } from './sentences.ts';
import type { FloatPixels, Pixels } from './types.ts';

interface ArrayHeader {
  /** Kind and bytes of an element: `f4`, `u2`, `b1` … */
  readonly element: string;
  readonly littleEndian: boolean;
  /** Columns one after another instead of rows. */
  readonly byColumns: boolean;
  readonly shape: readonly number[];
  readonly start: number;
}

function readHeader(bytes: Uint8Array): ArrayHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const long = bytes[6]! >= 2;
  const start = (long ? 12 : 10) + (long ? view.getUint32(8, true) : view.getUint16(8, true));
  const text = String.fromCharCode(...bytes.subarray(long ? 12 : 10, start));
  const type = /'descr': *'([<>|=])([a-z]\d+)'/.exec(text);
  const shape = /'shape': *\(([\d, ]*)\)/.exec(text);
  if (type === null || shape === null) throw new RangeError('The header is not understood.');
  const sizes = shape[1]!.split(',').filter((part) => part.trim() !== '');
  return {
    element: type[2]!,
    littleEndian: type[1] !== '>',
    byColumns: /'fortran_order': *True/.test(text),
    shape: sizes.map(Number),
    start,
  };
}

function elementReader(view: DataView, { element, littleEndian: le }: ArrayHeader) {
  const readers: Readonly<Record<string, (at: number) => number>> = {
    b1: (at) => view.getUint8(at),
    u1: (at) => view.getUint8(at),
    u2: (at) => view.getUint16(at, le),
    u4: (at) => view.getUint32(at, le),
    u8: (at) => Number(view.getBigUint64(at, le)),
    i1: (at) => view.getInt8(at),
    i2: (at) => view.getInt16(at, le),
    i4: (at) => view.getInt32(at, le),
    i8: (at) => Number(view.getBigInt64(at, le)),
    f2: (at) => halfToNumber(view.getUint16(at, le)),
    f4: (at) => view.getFloat32(at, le),
    f8: (at) => view.getFloat64(at, le),
  };
  return readers[element];
}

function decodeArray(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  const header = readHeader(bytes);
  const { element, byColumns } = header;
  const shape = header.shape.filter((size) => size !== 1);
  const colours = shape.length === 3 && (shape[2] === 3 || shape[2] === 4) && element === 'u1';
  if (shape.length !== 2 && !(colours && !byColumns)) {
    refuseVariant(imageSays.numpyShape(subject, header.shape));
  }
  const [height, width, channels = 1] = shape as [number, number, number?];
  requireSize({ height, width }, subject);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = elementReader(view, header);
  if (read === undefined) refuseVariant(imageSays.numpyType(subject, element));
  const step = Number(element.slice(1));
  const length = height * width * channels;
  const value = (i: number) => {
    const stored = byColumns ? (i % width) * height + Math.floor(i / width) : i;
    return read(header.start + step * stored);
  };
  if (element === 'u1' || element === 'b1' || element === 'u2') {
    const data = element === 'u2' ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0; i < length; i++) data[i] = value(i);
    return { height, width, channels, bitDepth: element === 'u2' ? 16 : 8, data };
  }
  const floats = new Float32Array(length);
  for (let i = 0; i < length; i++) floats[i] = value(i);
  return pixelsOfNumbers({ height, width }, channels, floats, !element.startsWith('f'));
}

/** The one array of an archive that is a picture: the one called depth, where there are several. */
function pictureOf(archive: Uint8Array, subject: Told): Uint8Array {
  let room = 8 * MAXIMUM_PIXELS + 4096;
  const filter = ({ name, originalSize }: UnzipFileInfo) => {
    if (!name.endsWith('.npy') || originalSize > room) return false;
    room -= originalSize;
    return true;
  };
  const files = Object.entries(unzipSync(archive, { filter }));
  const pictures = files.filter(([, bytes]) => {
    const { shape } = readHeader(bytes);
    return shape.filter((size) => size > 4).length >= 2;
  });
  const named = pictures.filter(([name]) => /depth|disp/i.test(name));
  const [only, ...others] = named.length > 0 ? named : pictures;
  if (only === undefined || others.length > 0) {
    const names = files.map(([name]) => name.replace(/\.npy$/, ''));
    refuseVariant(imageSays.numpyArchive(subject, names));
  }
  return only[1];
}

/**
 * Decodes an array that NumPy saved (`.npy`, or the depth map of an `.npz`): two dimensions besides those of length 1,
 * of any number type; bytes of three or four channels too.
 *
 * @throws ImageError for an array that is no picture; RangeError on a file that is cut short
 */
export function decodeNumpy(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  return decodeArray(bytes[0] === 0x93 ? bytes : pictureOf(bytes, subject), subject);
}
