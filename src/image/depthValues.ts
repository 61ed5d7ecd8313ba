import type { RawDepth } from './types.ts';

/** What a level stands for in the file's own values; of most files of integers it is the level itself. */
export function valueOf({ scale }: Pick<RawDepth, 'scale'>, level: number): number {
  if (scale === undefined) return level;
  const value = scale.offset + level * scale.step;
  return scale.whole ? Math.round(value) : value;
}

/** Whether the file's own values are whole numbers. */
export function isWhole({ scale }: Pick<RawDepth, 'scale'>): boolean {
  return scale?.whole ?? true;
}

/** The level of a value, not rounded: the other way round. */
export function levelOf({ scale }: Pick<RawDepth, 'scale'>, value: number): number {
  return scale === undefined ? value : (value - scale.offset) / scale.step;
}

/** What the values of a depth map seem to count. */
export type DepthUnit = 'millimetres' | 'metres' | 'none';

/** Nearest and farthest that is photographed with a depth sensor or rendered, in metres. */
const NEAREST = 0.05;
const FARTHEST = 300;
/** 16 bits that reach so far up have been stretched over all levels, and count nothing. */
const STRETCHED = 0.9;

/**
 * Guesses what the values of a depth map count, from their range alone.
 *
 * Integers of 16 bits that do not fill them are millimetres, as depth cameras write; floats above 1 are metres, or
 * millimetres from several hundred on. Eight bits, stretched levels and floats up to 1 have no unit: disparity, or depth that
 * was brought to a range.
 *
 * @param low without the lowest few, in the file's own values
 * @param high the same at the other end
 */
export function guessUnit(raw: RawDepth, low: number, high: number): DepthUnit {
  const isWithin = (metres: number) => low >= NEAREST / metres && high <= FARTHEST / metres;
  if (raw.near === 'bright' || raw.bitDepth === 8) return 'none';
  if (isWhole(raw)) {
    const isStretched = high > STRETCHED * valueOf(raw, 2 ** raw.bitDepth - 1);
    return !isStretched && high > 255 && isWithin(1e-3) ? 'millimetres' : 'none';
  }
  if (high <= 1) return 'none';
  if (high <= FARTHEST && isWithin(1)) return 'metres';
  return isWithin(1e-3) ? 'millimetres' : 'none';
}
