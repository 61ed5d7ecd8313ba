import { type Hole, holeOf } from './depthReadings.ts';
import { type DepthUnit, guessUnit, isWhole, valueOf } from './depthValues.ts';
import { type DepthSummary, summariseDepth } from './normaliseDepth.ts';
import { sizeWithin } from '../math/resize.ts';
import type { ImageSize, RawDepth } from './types.ts';

/** What is to be known of a depth map's readings. All values are the file's own. */
export interface DepthReport {
  /** Readings in equal steps from `minimum` to `maximum`. */
  readonly histogram: readonly number[];
  /** Of the readings; both 0 where there is none. */
  readonly minimum: number;
  readonly maximum: number;
  /** The ends of the range that is found: the same without the few outermost. */
  readonly low: number;
  readonly high: number;
  readonly unit: DepthUnit;
  /** Whether the values are whole numbers. */
  readonly whole: boolean;
  /** Share of the pixels that have no reading, by why. */
  readonly holes: Readonly<Record<Hole, number>>;
  /** The value that means "no reading" because it stands apart from all others; null without one. */
  readonly highest: number | null;
  /** The map, shrunk by leaving pixels out, so that each is one of the file's. */
  readonly picture: DepthPicture;
}

export interface DepthPicture extends ImageSize {
  readonly values: Float32Array;
  /** 0 for a reading, else the place of the pixel's hole in `HOLES`, from 1. */
  readonly holes: Uint8Array;
}

const STEPS = 96;
const PICTURE_SIDE = 320;

/** How many pixels have a reading, and how many are a hole of each kind. */
function countPixels(raw: RawDepth): readonly [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (let pixel = 0; pixel < raw.values.length; pixel++) counts[holeOf(raw, pixel)]!++;
  return counts;
}

function takePicture(raw: RawDepth): DepthPicture {
  const { height, width } = sizeWithin(raw, PICTURE_SIDE);
  const values = new Float32Array(height * width);
  const holes = new Uint8Array(height * width);
  for (let i = 0; i < values.length; i++) {
    const row = Math.floor(((Math.floor(i / width) + 0.5) * raw.height) / height);
    const column = Math.floor((((i % width) + 0.5) * raw.width) / width);
    const pixel = row * raw.width + column;
    values[i] = valueOf(raw, raw.values[pixel]!);
    holes[i] = holeOf(raw, pixel);
  }
  return { height, width, values, holes };
}

/** Levels in equal steps; there are no more steps than levels. */
function inSteps({ histogram, minimum, maximum }: DepthSummary): number[] {
  const levels = maximum - minimum + 1;
  const count = Math.min(STEPS, levels);
  const steps = new Array<number>(count).fill(0);
  for (let level = minimum; level <= maximum; level++) {
    steps[Math.floor(((level - minimum) * count) / levels)]! += histogram[level]!;
  }
  return steps;
}

/** Reports on a depth map as it is read, with what was decided about it; it may have no reading at all. */
export function reportDepth(raw: RawDepth): DepthReport {
  const [readings, zero, highest, none] = countPixels(raw);
  const size = raw.values.length;
  const rest = {
    holes: { zero: zero / size, highest: highest / size, none: none / size },
    whole: isWhole(raw),
    highest: raw.noReading.highest === null ? null : valueOf(raw, raw.noReading.highest),
    picture: takePicture(raw),
  };
  if (readings === 0) {
    return { ...rest, histogram: [], minimum: 0, maximum: 0, low: 0, high: 0, unit: 'none' };
  }
  const summary = summariseDepth(raw);
  const value = (level: number) => valueOf(raw, level);
  const [low, high] = [value(summary.low), value(summary.high)];
  return {
    ...rest,
    histogram: inSteps(summary),
    minimum: value(summary.minimum),
    maximum: value(summary.maximum),
    ...{ low, high, unit: guessUnit(raw, low, high) },
  };
}
