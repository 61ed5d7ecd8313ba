const DIGIT = 1 << 16;
const SIGN = 0x80000000;

/** A word for each float, smaller for larger values. The bits of a positive float already order like whole numbers. */
function descendingKeys(values: Float32Array): Uint32Array {
  const withoutNegativeZero = values.map((value) => value + 0);
  const keys = new Uint32Array(withoutNegativeZero.buffer);
  for (let i = 0; i < keys.length; i++) if (keys[i]! < SIGN) keys[i] = ~(keys[i]! | SIGN);
  return keys;
}

/**
 * The indices of some floats from the largest value to the smallest, equal values in their own order.
 *
 * A radix sort in two passes of 16 bits: a comparison sort of all pixels of a photo takes several times as long.
 *
 * @param values finite.
 */
export function descendingOrder(values: Float32Array): Uint32Array {
  const keys = descendingKeys(values);
  let order = new Uint32Array(values.length);
  for (let i = 0; i < order.length; i++) order[i] = i;
  let sorted = new Uint32Array(values.length);
  for (const shift of [0, 16]) {
    const starts = new Uint32Array(DIGIT + 1);
    for (const key of keys) starts[((key >>> shift) & (DIGIT - 1)) + 1]!++;
    for (let digit = 0; digit < DIGIT; digit++) starts[digit + 1]! += starts[digit]!;
    for (const index of order) sorted[starts[(keys[index]! >>> shift) & (DIGIT - 1)]!++] = index;
    [order, sorted] = [sorted, order];
  }
  return order;
}
