/** Floats of 16 bits: IEEE 754 binary16, the type of the shipped weights, and bfloat16. */

/** The number that the bits of a binary16 stand for. */
export function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

let table: Float32Array | null = null;

/** All 65,536 values, so that decoding millions of weights is one look-up each. */
function halfTable(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, bits) => halfToNumber(bits));
  return table;
}

/** Exact: every binary16 number is a binary32 number. */
export function decodeHalf(bits: ArrayLike<number>): Float32Array {
  const values = halfTable();
  const out = new Float32Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = values[bits[i]!]!;
  return out;
}

/** bfloat16 is the upper half of binary32. */
export function decodeBrainHalf(bits: ArrayLike<number>): Float32Array {
  return new Float32Array(Uint32Array.from(bits, (half) => half << 16).buffer);
}

/** Rounds to the nearest binary16 number, ties to even; beyond ±65504 infinity. */
export function encodeHalf(values: ArrayLike<number>): Uint16Array {
  const singles = new Float32Array(1);
  const bits = new Uint32Array(singles.buffer);
  const out = new Uint16Array(values.length);
  for (let i = 0; i < values.length; i++) {
    singles[0] = values[i]!;
    out[i] = halfBits(bits[0]!);
  }
  return out;
}

/** From the bits of a binary32 number. */
function halfBits(single: number): number {
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 0xff) - 127;
  const fraction = single & 0x7fffff;
  if (exponent === 128) return sign | 0x7c00 | (fraction === 0 ? 0 : 0x200);
  if (exponent >= -14) {
    // A carry out of the fraction moves into the exponent by itself, up to infinity.
    const rounded = ((exponent + 15) << 10) + roundedShift(fraction, 13);
    return sign | Math.min(rounded, 0x7c00);
  }
  return exponent < -25 ? sign : sign | roundedShift(fraction | 0x800000, -exponent - 1);
}

/** value / 2^shift to the nearest integer, ties to even. */
function roundedShift(value: number, shift: number): number {
  const whole = value >>> shift;
  const rest = value - whole * 2 ** shift;
  const half = 2 ** (shift - 1);
  return whole + Number(rest > half || (rest === half && whole % 2 === 1));
}
