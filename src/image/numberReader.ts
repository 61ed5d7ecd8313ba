import { halfToNumber } from '../math/halfFloat.ts';

/**
 * Reads a number at a byte of a file.
 *
 * @param element kind and bytes, as NumPy has them: `f4`, `u2`, `i8`, `b1`
 * @returns undefined of other kinds
 */
export function numberReader(
  view: DataView,
  element: string,
  littleEndian: boolean,
): ((at: number) => number) | undefined {
  const le = littleEndian;
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
  return Object.hasOwn(readers, element) ? readers[element] : undefined;
}
