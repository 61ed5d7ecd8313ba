import { halfToNumber } from '../math/halfFloat.ts';
import { HIGH_RANGE } from './colourCodes.ts';
import { boxesIn } from './isoBoxes.ts';
import type { ImageSize } from './types.ts';

/** What the header of a JPEG XL file says before the picture (ISO/IEC 18181-1). */
export interface JxlHeader extends ImageSize {
  /** Light in cd/m² of the brightest white, where the picture is of a high dynamic range (PQ or HLG), else null. */
  readonly peak: number | null;
  /** Bits of a sample. */
  readonly bitDepth: number;
  /** Whether samples are floats. */
  readonly isFloat: boolean;
}

/** Width by height of the shapes that the header names by a number from 1. */
const SHAPES = [
  [1, 1],
  [6, 5],
  [4, 3],
  [3, 2],
  [16, 9],
  [5, 4],
  [2, 1],
] as const;

/** Numbers are coded by one of four choices: so many bits, and what is added to them. */
type Choices = readonly (readonly [bits: number, offset: number])[];
const LENGTH: Choices = [
  [9, 1],
  [13, 1],
  [18, 1],
  [30, 1],
];
const ENUM: Choices = [
  [0, 0],
  [0, 1],
  [4, 2],
  [6, 18],
];
const INTEGER_BITS: Choices = [
  [0, 8],
  [0, 10],
  [0, 12],
  [6, 1],
];
const FLOAT_BITS: Choices = [
  [0, 32],
  [0, 16],
  [0, 24],
  [6, 1],
];
const EXTRA_CHANNELS: Choices = [
  [0, 0],
  [0, 1],
  [4, 2],
  [12, 1],
];
const SHIFT: Choices = [
  [0, 0],
  [0, 3],
  [0, 4],
  [3, 1],
];
const NAME_LENGTH: Choices = [
  [0, 0],
  [4, 0],
  [5, 16],
  [10, 48],
];
const COORDINATE: Choices = [
  [19, 0],
  [19, 524_288],
  [20, 1_048_576],
  [21, 2_097_152],
];

/** Numbers of the standard's enumerations. */
const ALPHA = 0;
const SPOT_COLOUR = 2;
const COLOUR_FILTER = 5;
const GREY = 1;
const XYB = 2;
const CUSTOM = 2;
/** Of a picture that names no other. */
const USUAL_PEAK = 255;

/** The coded picture: the file itself, or what lies in a box of it. */
function codestream(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0xff) return bytes;
  for (const { type, start, end } of boxesIn(bytes, 0, bytes.length)) {
    if (type === 'jxlc') return bytes.subarray(start, end);
    if (type === 'jxlp') return bytes.subarray(start + 4, end); // a number comes first
  }
  throw new RangeError('There is no picture.');
}

/** Reads bits behind the two bytes of the mark, the lowest of a byte first. */
class Bits {
  private at = 16;

  constructor(private readonly coded: Uint8Array) {}

  read(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++) {
      if (this.at >> 3 >= this.coded.length) throw new RangeError('The header is cut short.');
      value += ((this.coded[this.at >> 3]! >> (this.at & 7)) & 1) * 2 ** i;
    }
    return value;
  }

  isSet(): boolean {
    return this.read(1) === 1;
  }

  choose(choices: Choices): number {
    const [bits, offset] = choices[this.read(2)]!;
    return this.read(bits) + offset;
  }
}

function readSize(bits: Bits): ImageSize {
  const small = bits.isSet();
  const length = () => (small ? 8 * (1 + bits.read(5)) : bits.choose(LENGTH));
  const height = length();
  const shape = SHAPES[bits.read(3) - 1];
  if (shape === undefined) return { height, width: length() };
  return { height, width: Math.floor((height * shape[0]) / shape[1]) };
}

function readBitDepth(bits: Bits): Pick<JxlHeader, 'bitDepth' | 'isFloat'> {
  const isFloat = bits.isSet();
  const bitDepth = bits.choose(isFloat ? FLOAT_BITS : INTEGER_BITS);
  if (isFloat) bits.read(4);
  return { bitDepth, isFloat };
}

/** @returns false for a kind that is not read here */
function skipExtraChannel(bits: Bits): boolean {
  if (bits.isSet()) return true;
  const type = bits.choose(ENUM);
  readBitDepth(bits);
  bits.choose(SHIFT);
  const letters = bits.choose(NAME_LENGTH);
  bits.read(8 * letters);
  if (type === ALPHA) bits.read(1);
  return type !== SPOT_COLOUR && type !== COLOUR_FILTER;
}

/** The number of the transfer function; null where colours are sRGB, a profile's, or a power of the value. */
function readTransfer(bits: Bits): number | null {
  if (bits.isSet()) return null;
  const hasProfile = bits.isSet();
  const space = bits.choose(ENUM);
  if (hasProfile || space === XYB) return null;
  const skipPoints = (count: number) => {
    for (let i = 0; i < 2 * count; i++) bits.choose(COORDINATE);
  };
  if (bits.choose(ENUM) === CUSTOM) skipPoints(1); // white
  if (space !== GREY && bits.choose(ENUM) === CUSTOM) skipPoints(3); // red, green and blue
  if (bits.isSet()) return null; // a power
  const transfer = bits.choose(ENUM);
  bits.choose(ENUM); // rendering intent
  return transfer;
}

/** The fields behind the size (ImageMetadata), up to the brightest white. */
function readMetadata(bits: Bits): Omit<JxlHeader, keyof ImageSize> {
  const usual = { peak: null, bitDepth: 8, isFloat: false };
  if (bits.isSet()) return usual;
  const hasMore = bits.isSet();
  if (hasMore) {
    bits.read(3); // orientation
    if (bits.isSet()) readSize(bits);
    // Previews and animations are seldom of a high range, and have many fields.
    if (bits.isSet() || bits.isSet()) return usual;
  }
  const samples = readBitDepth(bits);
  return { ...samples, peak: readPeak(bits, hasMore) };
}

/** What stands behind the bits of a sample. */
function readPeak(bits: Bits, hasMore: boolean): number | null {
  bits.read(1); // whether 16 bits are enough
  for (let left = bits.choose(EXTRA_CHANNELS); left > 0; left--) {
    if (!skipExtraChannel(bits)) return null;
  }
  bits.read(1); // whether it is coded in XYB
  const transfer = readTransfer(bits);
  if (transfer === null || !HIGH_RANGE.includes(transfer)) return null;
  const isUsual = !hasMore || bits.isSet();
  return isUsual ? USUAL_PEAK : halfToNumber(bits.read(16));
}

/**
 * Reads the size, before the picture is turned upright, the bits of a sample, and whether it is of a high dynamic range.
 *
 * @throws RangeError where the file is cut short or holds no picture
 */
export function readJxlHeader(bytes: Uint8Array): JxlHeader {
  const bits = new Bits(codestream(bytes));
  return { ...readSize(bits), ...readMetadata(bits) };
}
