import { valueOf } from './depthValues.ts';
import { restoreHoles } from './lossyHoles.ts';
import type { RawDepth } from './types.ts';
import type { Told } from '../languages/sentence.ts';
import { imageSays } from './sentences.ts';

/** Whether 0 means "no reading"; `auto`: as was decided when the file was read. */
export const ZERO_CHOICES = ['auto', 'yes', 'no'] as const;
export type ZeroChoice = (typeof ZERO_CHOICES)[number];

/** Why a pixel has no reading: 0, or the highest level, means that; or the file or a move leaves it without. */
export const HOLES = ['zero', 'highest', 'none'] as const;
export type Hole = (typeof HOLES)[number];

/** Which levels of a depth map mean "no reading", and one sentence for each that is not a matter of course. */
export interface ReadingRule {
  readonly noReading: RawDepth['noReading'];
  readonly notes: readonly Told[];
}

/** So few pixels of a level need no rule: stretching clips as many. */
const FEWEST = 0.001;
/** Holes leave at least this share of the pixels; what takes more is a background. */
const MOST_HOLES = 0.6;
/** Holes take less than this share of the picture's border; a background more. */
const MOST_BORDER = 0.6;
/** Readings begin at least so far above 0, as a share of the range, where 8-bit zeros are holes … */
const LEAST_GAP = 8 / 255;
/** … but for this share of the zeros, e.g. at their edges … */
const STRAY_SHARE = 0.02;
/** … or almost all of the holes' edges are steps of more than this share of the range. */
const STEP = 24 / 255;
const STEP_SHARE = 0.9;
/** The highest level stands apart by this share of the type's range, or by more than the range of all others. */
const APART = { 8: 0.25, 16: 0.1 } as const;
/** Fewer levels than this are layers that someone drew: the highest of them may well be a thing. */
const FEWEST_LEVELS = 16;

/** A depth map about which it is not decided yet what its levels mean. */
export type Levels = Pick<
  RawDepth,
  'height' | 'width' | 'values' | 'bitDepth' | 'missing' | 'scale'
>;

function borderShare({ height, width, values }: Levels, level: number): number {
  let count = 0;
  for (let x = 0; x < width; x++) {
    count += Number(values[x] === level) + Number(values[(height - 1) * width + x] === level);
  }
  for (let y = 0; y < height; y++) {
    count += Number(values[y * width] === level) + Number(values[(y + 1) * width - 1] === level);
  }
  return count / (2 * (height + width));
}

/** Share of the edges between zeros and readings at which the depth jumps. */
function stepShare({ height, width, values, bitDepth }: Levels): number {
  const step = STEP * (2 ** bitDepth - 1);
  let edges = 0;
  let steps = 0;
  const compare = (a: number, b: number) => {
    if ((a === 0) === (b === 0)) return;
    edges++;
    if (a + b > step) steps++;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      if (x + 1 < width) compare(values[pixel]!, values[pixel + 1]!);
      if (y + 1 < height) compare(values[pixel]!, values[pixel + width]!);
    }
  }
  return edges === 0 ? 0 : steps / edges;
}

function zerosAreHoles(levels: Levels, histogram: Uint32Array): boolean {
  const zeros = histogram[0]!;
  const size = levels.values.length;
  if (zeros < FEWEST * size || zeros > MOST_HOLES * size) return false;
  if (borderShare(levels, 0) > MOST_BORDER) return false;
  const gapEnd = LEAST_GAP * (histogram.length - 1);
  let low = 0;
  for (let level = 1; level < gapEnd; level++) low += histogram[level]!;
  return low <= STRAY_SHARE * zeros || stepShare(levels) > STEP_SHARE;
}

/** The highest level, where it is used often and stands apart from all others; else null. */
function highestApart({ bitDepth, values }: Levels, histogram: Uint32Array): number | null {
  const present = Array.from(histogram.keys()).filter(
    (level) => level > 0 && histogram[level]! > 0,
  );
  if (present.length < FEWEST_LEVELS) return null;
  const top = present.at(-1)!;
  const count = histogram[top]!;
  if (count < FEWEST * values.length || count > MOST_HOLES * values.length) return null;
  const gap = top - present.at(-2)!;
  const others = present.at(-2)! - present[0]!;
  const highest = 2 ** bitDepth - 1;
  return gap > others || (top === highest && gap > APART[bitDepth] * highest) ? top : null;
}

/**
 * Decides which levels mean "no reading": 0 in 16 bits, as sensors write it; 0 in 8 bits where it looks like holes; and
 * the highest level where it stands apart, like the 65535 of data sets that have no 0.
 */
export function decideReadings(levels: Levels): ReadingRule {
  const { values, bitDepth, missing } = levels;
  const histogram = new Uint32Array(2 ** bitDepth);
  for (let i = 0; i < values.length; i++) if (missing?.[i] !== 1) histogram[values[i]!]!++;
  const zero = bitDepth === 16 || zerosAreHoles(levels, histogram);
  const highest = highestApart(levels, histogram);
  const notes: Told[] = [];
  if (zero && bitDepth === 8) notes.push(imageSays.zeroIsNoReading());
  if (highest !== null) {
    notes.push(imageSays.highestIsNoReading(valueOf(levels, highest)));
  }
  return { noReading: { zero, highest }, notes };
}

/** The place of a pixel's hole in `HOLES`, from 1; 0 of a reading. */
export function holeOf({ values, missing, noReading }: RawDepth, pixel: number): number {
  if (missing?.[pixel] === 1) return 3;
  if (noReading.zero && values[pixel] === 0) return 1;
  return values[pixel] === noReading.highest ? 2 : 0;
}

function isZeroNote(note: Told): boolean {
  return (
    typeof note !== 'string' && note.key === ('zeroIsNoReading' satisfies keyof typeof imageSays)
  );
}

/**
 * The same depth map with another answer to whether 0 means "no reading": everything that is made of it, from the near end
 * to the network's input, follows. Floats keep their zeros as holes: they are no readings of any sensor. What lossy compression
 * left of holes belongs to them, and is a reading like any other where there are none.
 *
 * @param choice `auto` leaves it as `decideReadings` decided: yes in 16 bits, and in 8 bits where zeros look like holes
 */
export function chooseZeros(raw: RawDepth, choice: ZeroChoice): RawDepth {
  const zero = choice === 'auto' ? raw.noReading.zero : choice === 'yes';
  if (zero === raw.noReading.zero) return raw;
  const stored = raw.lossy ?? raw.values;
  const restored = zero && raw.lossy !== undefined ? restoreHoles(raw, raw.lossy) : null;
  return {
    ...raw,
    values: restored ?? stored,
    noReading: { ...raw.noReading, zero },
    notes: raw.notes.filter((note) => !isZeroNote(note)),
  };
}
