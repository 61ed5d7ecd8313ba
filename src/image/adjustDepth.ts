import { chooseZeros, type ZeroChoice } from './depthReadings.ts';
import { applyOrientation } from './orientation.ts';
import { levelOf } from './depthValues.ts';
import type { Orientation, RawDepth } from './types.ts';

export const QUARTER_TURNS = [0, 1, 2, 3] as const;
export type QuarterTurns = (typeof QUARTER_TURNS)[number];

/** What somebody decides about a depth map that its file cannot say. */
export interface DepthAdjustment {
  /** Quarter turns clockwise. */
  readonly turns: QuarterTurns;
  /** Left and right are exchanged, after the turns. */
  readonly mirror: boolean;
  /** How far the turned map is moved to the right and down, in percent of its width and height. */
  readonly shift: readonly [number, number];
  /** The readings that become the two ends, in the file's own values; null: the lowest and the highest but for a few. */
  readonly range: readonly [number, number] | null;
  /** Whether 0 means "no reading". */
  readonly zeros: ZeroChoice;
}

/** A depth map as its file has it. */
export const AS_STORED: DepthAdjustment = {
  ...{ turns: 0, mirror: false, shift: [0, 0], range: null, zeros: 'auto' },
};

/** Farthest that a map can be moved, in percent: what is farther off is another picture. */
export const MOST_SHIFT = 50;

/** The turns of a map that is to be turned clockwise once more as it is seen, or back once. */
export function turnOnce(
  { turns, mirror }: Pick<DepthAdjustment, 'turns' | 'mirror'>,
  way: 'clockwise' | 'back',
): QuarterTurns {
  // The mirror comes after the turns, and what it shows turns the other way.
  const by = (way === 'clockwise') === mirror ? QUARTER_TURNS.length - 1 : 1;
  return QUARTER_TURNS[(turns + by) % QUARTER_TURNS.length]!;
}

/** Exif orientations by quarter turns, and of the mirrored turns. */
const TURNED: readonly Orientation[] = [1, 6, 3, 8];
const MIRRORED: readonly Orientation[] = [2, 5, 4, 7];

/**
 * A depth map as somebody says that it is to be read: other holes, turned, mirrored, moved, and with other ends of its range.
 * No reading changes its value. Pixels that nothing is moved to have no reading.
 *
 * @returns the map itself where nothing is to be done
 */
export function adjustDepth(raw: RawDepth, adjustment: DepthAdjustment): RawDepth {
  const { turns, mirror, shift, range, zeros } = adjustment;
  const turned = turnDepth(chooseZeros(raw, zeros), (mirror ? MIRRORED : TURNED)[turns]!);
  const columns = Math.round((shift[0] * turned.width) / 100);
  const rows = Math.round((shift[1] * turned.height) / 100);
  const moved = columns === 0 && rows === 0 ? turned : move(turned, rows, columns);
  return range === null ? moved : { ...moved, range: levelsOf(moved, range) };
}

/** A depth map turned upright, as a photo of that orientation is. */
export function turnDepth(raw: RawDepth, orientation: Orientation): RawDepth {
  if (orientation === 1) return raw;
  const turnOne = <T extends Uint8Array | Uint16Array>(data: T) =>
    applyOrientation({ height: raw.height, width: raw.width, data }, 1, orientation);
  const { height, width, data } = turnOne(raw.values);
  const missing = raw.missing && turnOne(raw.missing).data;
  const lossy = raw.lossy && { lossy: turnOne(raw.lossy).data };
  return { ...raw, ...lossy, height, width, values: data, missing };
}

function move(raw: RawDepth, rows: number, columns: number): RawDepth {
  const { height, width } = raw;
  const values = raw.values.slice().fill(0);
  const missing = new Uint8Array(height * width).fill(1);
  const left = Math.max(columns, 0);
  const count = width - Math.abs(columns);
  for (let y = Math.max(rows, 0); y < height + Math.min(rows, 0); y++) {
    const from = (y - rows) * width + left - columns;
    const to = y * width + left;
    values.set(raw.values.subarray(from, from + count), to);
    if (raw.missing === null) missing.fill(0, to, to + count);
    else missing.set(raw.missing.subarray(from, from + count), to);
  }
  return { ...raw, values, missing };
}

/** Two values as levels, the lower one first. */
function levelsOf(raw: RawDepth, [from, to]: readonly [number, number]): readonly [number, number] {
  return [levelOf(raw, Math.min(from, to)), levelOf(raw, Math.max(from, to))];
}
