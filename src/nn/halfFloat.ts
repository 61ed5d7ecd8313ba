/** IEEE 754 binary16, the type of the shipped weights. */

function halfToNumber(bits: number): number {
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
