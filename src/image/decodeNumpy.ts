import { Unzip, UnzipInflate } from 'fflate';
import { halfToNumber } from '../math/halfFloat.ts';
import { hasText, joinBytes, viewOf } from '../math/bytes.ts';
import { refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { pixelsOfNumbers, spreadLevels } from './pixelsOfNumbers.ts';
import type { FloatPixels, Pixels } from './types.ts';
import type { Told } from '../languages/sentence.ts';
import { formatSays } from './formatSentences.ts';

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

/** Height, width and channels; channels come last, or first as PyTorch has them. */
interface PictureShape {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly channelsFirst: boolean;
}

const isChannels = (size: number | undefined) => size === 3 || size === 4;

/** Null of arrays that are no picture. */
function pictureShape(shape: readonly number[]): PictureShape | null {
  const [a, b, c] = shape;
  if (shape.length === 2) return { height: a!, width: b!, channels: 1, channelsFirst: false };
  if (shape.length > 2 && shape.includes(1)) {
    // One channel, or one picture; from the outside in, so that a picture one pixel high stays one.
    const one = shape.indexOf(1);
    return pictureShape(shape.filter((_, axis) => axis !== one));
  }
  if (shape.length !== 3) return null;
  if (isChannels(c)) return { height: a!, width: b!, channels: c, channelsFirst: false };
  if (isChannels(a)) return { height: b!, width: c!, channels: a, channelsFirst: true };
  return null;
}

function decodeArray(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  const header = readHeader(bytes);
  const { element, byColumns } = header;
  const view = viewOf(bytes);
  const read = elementReader(view, header);
  if (read === undefined) {
    refuseVariant(formatSays.numpyType(subject, element));
  }
  const picture = pictureShape(header.shape);
  if (picture === null) {
    refuseVariant(formatSays.numpyShape(subject, header.shape));
  }
  const { height, width, channels, channelsFirst } = picture;
  requireSize({ height, width }, subject);
  const step = Number(element.slice(1));
  const length = height * width * channels;
  const size = height * width;
  const value = (i: number) => {
    const [pixel, channel] = [Math.floor(i / channels), i % channels];
    const [y, x] = [Math.floor(pixel / width), pixel % width];
    const plane = byColumns ? x * height + y : pixel;
    const stored =
      channelsFirst === byColumns ? plane * channels + channel : channel * size + plane;
    return read(header.start + step * stored);
  };
  if (element === 'u1' || element === 'b1' || element === 'u2') {
    const data = element === 'u2' ? new Uint16Array(length) : new Uint8Array(length);
    for (let i = 0; i < length; i++) data[i] = value(i);
    // True is white.
    const white = { b1: 1, u1: 255, u2: 65535 }[element];
    return spreadLevels({ height, width }, channels, data, white);
  }
  const floats = new Float32Array(length);
  for (let i = 0; i < length; i++) floats[i] = value(i);
  return pixelsOfNumbers({ height, width }, channels, floats, !element.startsWith('f'));
}

/** Compressed bytes that are inflated at once: no more than about a thousand times as many come of them. */
const PIECE = 16 * 1024;
/** Longest header that is waited for. */
const LONGEST_HEADER = 65536;

/** Collects an array as it is inflated, and stops when there is more than its own header says. */
class Inflating {
  private readonly pieces: Uint8Array[] = [];
  private length = 0;
  private most = Infinity;

  add(piece: Uint8Array): void {
    this.pieces.push(piece);
    this.length += piece.length;
    if (this.most === Infinity && this.length >= LONGEST_HEADER) {
      this.most = declaredBytes(this.bytes());
    }
    if (this.length > this.most) throw new RangeError('There is more data than declared.');
  }

  bytes(): Uint8Array {
    return joinBytes(this.pieces);
  }
}

/** What an array takes with its header. */
function declaredBytes(head: Uint8Array): number {
  const { element, shape, start } = readHeader(head);
  const step = Number(element.slice(1)) || 0;
  return start + shape.reduce((product, size) => product * size, step);
}

/** An archive ends with a record of 22 bytes, behind which stands at most a remark. */
function hasEnd(archive: Uint8Array): boolean {
  for (let at = archive.length - 22; at >= 0 && at > archive.length - 65536; at--) {
    if (hasText(archive, at, 'PK\x05\x06')) return true;
  }
  return false;
}

/** The arrays of an archive by their names. */
function arraysOf(archive: Uint8Array): [string, Uint8Array][] {
  if (!hasEnd(archive)) throw new RangeError('The file ends too early.');
  const found: [string, Inflating][] = [];
  const unzip = new Unzip((file) => {
    if (!file.name.endsWith('.npy')) return;
    const array = new Inflating();
    found.push([file.name, array]);
    file.ondata = (error, piece) => {
      if (error !== null) throw error;
      array.add(piece);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let at = 0; at < archive.length; at += PIECE) {
    unzip.push(archive.subarray(at, at + PIECE), at + PIECE >= archive.length);
  }
  return found.map(([name, array]) => [name, array.bytes()]);
}

const DEPTH = /depth|disp/i;
/** What often lies beside depth, by its name. */
const BESIDE_DEPTH = /conf|mask|valid|error|std|var|uncertain|weight/i;

/** The one array of an archive that is a picture: the one called depth, where there are several. */
function pictureOf(archive: Uint8Array, subject: Told): Uint8Array {
  const files = arraysOf(archive);
  const pictures = files.filter(([, bytes]) => {
    const { shape } = readHeader(bytes);
    return shape.filter((size) => size > 4).length >= 2;
  });
  const exact = pictures.filter(([name]) => /^(depth|disparity|disp)\.npy$/i.test(name));
  const named = pictures.filter(([name]) => DEPTH.test(name) && !BESIDE_DEPTH.test(name));
  // Beside a photo of three channels, what has one.
  const single = pictures.filter(([name, bytes]) => {
    return pictureShape(readHeader(bytes).shape)?.channels === 1 && !BESIDE_DEPTH.test(name);
  });
  const [only, ...others] = [exact, named, single, pictures].find((some) => some.length > 0) ?? [];
  if (only === undefined || others.length > 0) {
    const names = files.map(([name]) => name.replace(/\.npy$/, ''));
    refuseVariant(formatSays.numpyArchive(subject, names));
  }
  return only[1];
}

/**
 * Decodes an array that NumPy saved (`.npy`, or the depth map of an `.npz`): two dimensions besides those of length 1,
 * or three with three or four channels first or last; of any number type.
 *
 * @throws ImageError for an array that is no picture; RangeError on a file that is cut short
 */
export function decodeNumpy(bytes: Uint8Array, subject: Told): Pixels | FloatPixels {
  return decodeArray(bytes[0] === 0x93 ? bytes : pictureOf(bytes, subject), subject);
}
