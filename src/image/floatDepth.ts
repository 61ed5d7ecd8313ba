import type { Sentence, Told } from '../languages/sentence.ts';
import { ImageError } from './imageError.ts';
import { imageSays, type NoReading } from './sentences.ts';
import type { RawDepth, SaidNear } from './types.ts';

/** Levels of a reading; 0 is left for pixels without one. */
const LOWEST = 1;
const HIGHEST = 65535;
/** Share of the readings beyond either end of the levels: a few wild ones would take all of them. */
const WILD_SHARE = 5e-4;
/** The largest value means "no reading" where it is used by this share of the pixels and this much larger than the next. */
const REPEATED_SHARE = 1e-3;
const APART = 2;

/** Floats as 16-bit levels, linear in them. */
export interface FloatLevels extends Pick<RawDepth, 'values' | 'missing' | 'notes'> {
  readonly bitDepth: 16;
  readonly scale: NonNullable<RawDepth['scale']>;
  /** What their sign says: null where they are not all negative. */
  readonly saidNear: SaidNear | null;
}

type KindCount = readonly [NoReading | number, number];

function listKinds(kinds: readonly KindCount[], all: number): Sentence[] {
  const found = kinds.filter(([, count]) => count > 0);
  if (found.length === 0) return [];
  const count = found.reduce((sum, [, one]) => sum + one, 0);
  const percent = ((100 * count) / all).toFixed(1);
  const names = found.map(([kind]) => kind);
  return [imageSays.withoutReading(percent, names)];
}

/**
 * −1 where readings are negative, as distances along a camera's axis are that points backwards: they differ, and what is
 * positive does not, as what stands for a background.
 */
function signOf(data: Float32Array): 1 | -1 {
  let positive = 0;
  let negative = 0;
  let differ = false;
  for (const value of data) {
    if (!Number.isFinite(value) || value === 0) continue;
    if (value > 0) {
      if (positive > 0 && value !== positive) return 1;
      positive = value;
    } else {
      differ ||= negative < 0 && value !== negative;
      negative = value;
    }
  }
  return differ ? -1 : 1;
}

/** The largest value, where it stands for "no reading"; else null. */
function sentinel(sorted: Float32Array): number | null {
  const top = sorted.at(-1)!;
  let first = sorted.length - 1;
  while (first > 0 && sorted[first - 1] === top) first--;
  const next = sorted[first - 1];
  if (next === undefined || sorted.length - first < REPEATED_SHARE * sorted.length) return null;
  return top > APART * next ? top : null;
}

/**
 * Brings floats to 16-bit levels, from 1 at the lowest reading to 65535 at the highest. NaN, the infinities, negative
 * values, 0 and a largest value that stands apart mean "no reading". Where all readings are negative, they lose their sign.
 *
 * @param data one float a pixel, in any unit
 * @throws ImageError when there is no reading at all
 */
export function floatLevels(data: Float32Array, subject: Told): FloatLevels {
  let infinite = 0;
  let notNumbers = 0;
  let negative = 0;
  let zeros = 0;
  const sign = signOf(data);
  let other = 0;
  const positive = new Float32Array(data.length);
  let readings = 0;
  for (const stored of data) {
    const value = sign * stored;
    if (Number.isNaN(value)) notNumbers++;
    else if (!Number.isFinite(value)) infinite++;
    else if (value < 0) {
      negative++;
      other = stored;
    } else if (value === 0) zeros++;
    else positive[readings++] = value;
  }
  if (readings === 0) {
    throw new ImageError('noReading', imageSays.noFloatReading(subject));
  }
  const sorted = positive.subarray(0, readings).sort();
  const largest = sentinel(sorted);
  const kept = largest === null ? sorted : sorted.subarray(0, sorted.indexOf(largest));
  const wild = Math.floor(WILD_SHARE * kept.length);
  const low = kept[wild]!;
  const high = kept[kept.length - 1 - wild]!;
  const step = high > low ? (high - low) / (HIGHEST - LOWEST) : 1;
  const values = new Uint16Array(data.length);
  const missing = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const value = sign * data[i]!;
    if (!(value > 0) || !Number.isFinite(value) || value === largest) {
      missing[i] = 1;
      continue;
    }
    const level = LOWEST + Math.round((value - low) / step);
    values[i] = Math.min(Math.max(level, LOWEST), HIGHEST);
  }
  const notes = listKinds(
    [
      ['zero', zeros],
      [sign < 0 ? other : 'negative', negative],
      ['notNumber', notNumbers],
      ['infinite', infinite],
      [sign * (largest ?? 0), sorted.length - kept.length],
    ],
    data.length,
  );
  const any = readings < data.length || largest !== null;
  const scale = { offset: low - LOWEST * step, step, whole: false };
  const saidNear = sign < 0 ? ({ near: 'dark', by: 'sign' } as const) : null;
  if (sign < 0) notes.unshift(imageSays.withoutSign());
  return { bitDepth: 16, values, missing: any ? missing : null, scale, saidNear, notes };
}
