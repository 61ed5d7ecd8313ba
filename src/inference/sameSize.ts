import type { ScalarMap } from '../image/types.ts';

/**
 * Samples of one image: at least one map, all of one size.
 *
 * @throws RangeError naming the operation
 */
export function requireSamples(operation: string, maps: readonly ScalarMap[]): ScalarMap {
  const first = maps[0];
  if (first === undefined) throw new RangeError(`${operation} needs at least one map, got none.`);
  for (const { height, width } of maps) {
    if (height !== first.height || width !== first.width) {
      throw new RangeError(
        `${operation} needs maps of one size, got ${first.height}×${first.width} and ${height}×${width}.`,
      );
    }
  }
  return first;
}
