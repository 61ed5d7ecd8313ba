import { holeOf } from './depthReadings.ts';
import { ImageError } from './imageError.ts';
import { imageSays } from './sentences.ts';
import type { DepthMap, RawDepth } from './types.ts';

export interface NormaliseOptions {
  /** Which end of the stored values is near the camera. */
  readonly near: 'bright' | 'dark';
  /** Share of the readings cut off at each end before stretching, default 0.001. */
  readonly clipShare?: number;
}

/** The spread of a depth picture's readings, in its own integers. */
export interface DepthSummary {
  readonly minimum: number;
  readonly maximum: number;
  /** What becomes one end of the normalised range, … */
  readonly low: number;
  /** … and the other: `minimum` and `maximum` but for the few clipped readings. */
  readonly high: number;
  /** How many pixels have a reading. */
  readonly readings: number;
  /** Pixels with a reading, by value. */
  readonly histogram: Uint32Array;
}

const DEFAULT_CLIP_SHARE = 0.001;

/** The smallest value that more than `count` readings do not exceed. */
function valueAtRank(histogram: Uint32Array, count: number): number {
  let seen = 0;
  for (let value = 0; value < histogram.length; value++) {
    seen += histogram[value]!;
    if (seen > count) return value;
  }
  return histogram.length - 1;
}

/**
 * Counts the readings and finds the range to stretch.
 *
 * @throws ImageError when no pixel has a reading, RangeError when `clipShare` is not in [0, 0.5)
 */
export function summariseDepth(
  raw: RawDepth,
  options: Omit<NormaliseOptions, 'near'> = {},
): DepthSummary {
  const clipShare = options.clipShare ?? DEFAULT_CLIP_SHARE;
  if (!(clipShare >= 0 && clipShare < 0.5)) {
    throw new RangeError(`clipShare is a share from 0 to below 0.5, got ${clipShare}.`);
  }
  const histogram = new Uint32Array(2 ** raw.bitDepth);
  let readings = 0;
  for (let pixel = 0; pixel < raw.values.length; pixel++) {
    if (holeOf(raw, pixel) !== 0) continue;
    histogram[raw.values[pixel]!]!++;
    readings++;
  }
  if (readings === 0) {
    throw new ImageError('noReading', imageSays.noReading());
  }
  const minimum = valueAtRank(histogram, 0);
  const maximum = histogram.findLastIndex((count) => count > 0);
  const clipped = Math.floor(clipShare * readings);
  const low = valueAtRank(histogram, clipped);
  const high = valueAtRank(histogram, readings - clipped - 1);
  // When nearly all readings are equal, the few others are all there is to see.
  if (low === high) return { minimum, maximum, low: minimum, high: maximum, readings, histogram };
  return { minimum, maximum, low, high, readings, histogram };
}

/**
 * Brings a depth picture into the program's convention: linearly to [0,1], 1 near, 0 far.
 *
 * The range is the one that somebody chose, else that of the readings without the outermost `clipShare` at either end,
 * so that a few wild pixels do not flatten the rest; values beyond become 0 or 1. A constant depth, which says
 * nothing of near or far, becomes 0.5 everywhere.
 *
 * @throws ImageError when no pixel has a reading, RangeError when `clipShare` is not in [0, 0.5)
 */
export function normaliseDepth(raw: RawDepth, options: NormaliseOptions): DepthMap {
  const summary = summariseDepth(raw, options);
  const [low, high] = raw.range ?? [summary.low, summary.high];
  const level = Float32Array.from({ length: 2 ** raw.bitDepth }, (_, value) => {
    if (low === high) return 0.5;
    const share = Math.min(Math.max((value - low) / (high - low), 0), 1);
    return options.near === 'bright' ? share : 1 - share;
  });
  const { height, width, values } = raw;
  const data = new Float32Array(values.length);
  const valid = new Uint8Array(values.length);
  for (let pixel = 0; pixel < values.length; pixel++) {
    if (holeOf(raw, pixel) !== 0) continue;
    data[pixel] = level[values[pixel]!]!;
    valid[pixel] = 1;
  }
  return { height, width, data, valid };
}
