import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { chooseZeros, decideReadings } from './depthReadings.ts';
import { normaliseDepth, summariseDepth } from './normaliseDepth.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';
import type { RawDepth } from './types.ts';

const HEIGHT = 40;
const WIDTH = 60;
type Painter = (y: number, x: number) => number;

function paint(painter: Painter, bitDepth: 8 | 16) {
  const painted = Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    painter(Math.floor(i / WIDTH), i % WIDTH),
  );
  const values = bitDepth === 16 ? Uint16Array.from(painted) : Uint8Array.from(painted);
  return { height: HEIGHT, width: WIDTH, values, bitDepth, missing: null };
}

const decide = (painter: Painter, bitDepth: 8 | 16) => decideReadings(paint(painter, bitDepth));

/** A floor that rises from `low` by 3 a row, and squares in it. */
const floor = (low: number) => (y: number) => low + 3 * y;
const inSquares = (y: number, x: number) => y % 12 < 5 && x % 15 < 6;
const withSquares = (low: number, square: number) => (y: number, x: number) =>
  inSquares(y, x) ? square : floor(low)(y);

describe('0 in 8 bits', () => {
  it('is no reading where it leaves holes', () => {
    const { noReading, notes } = decide(withSquares(50, 0), 8);
    expect(noReading).toEqual({ zero: true, highest: null });
    expect(notes.map(inEnglish)).toEqual(['0 means "no reading": its areas look like holes.']);
  });

  it('is no reading where almost all edges of its areas are steps, though other readings are low', () => {
    const room: Painter = (y, x) => (x > 50 ? 1 + (y % 4) : withSquares(60, 0)(y, x));
    expect(decide(room, 8).noReading.zero).toBe(true);
  });

  it.each<[string, Painter]>([
    ['the end of a slope', (y, x) => Math.max(0, 2 * x + y - 20)],
    ['all around an object', (y, x) => (y > 8 && y < 30 && x > 10 && x < 50 ? 100 + y : 0)],
    ['a few pixels', (y, x) => (y === 3 && x < 2 ? 0 : 50 + y)],
    ['nowhere', floor(30)],
  ])('is a reading where it is %s', (_, painter) => {
    expect(decide(painter, 8)).toEqual({ noReading: { zero: false, highest: null }, notes: [] });
  });
});

describe('the highest value', () => {
  it('is no reading where it stands apart: 65535, or any other far above the rest', () => {
    expect(decide(withSquares(900, 65535), 16).noReading.highest).toBe(65535);
    expect(decide(withSquares(900, 10_000), 16).noReading.highest).toBe(10_000);
    expect(decide(withSquares(40_000, 65535), 16).notes.map(inEnglish)).toEqual([
      '65535 means "no reading": it stands apart from all other values.',
    ]);
    expect(decide(withSquares(20, 255), 8).noReading.highest).toBe(255);
  });

  it.each<[string, Painter, 8 | 16]>([
    ['the end of a slope', (y, x) => 60_000 + 140 * y + Math.min(x, 30), 16],
    ['near the rest', withSquares(65_400, 65535), 16],
    ['a few wild pixels', (y, x) => (y === 3 && x < 2 ? 65535 : 50 + y), 16],
    ['one of a few layers', (y, x) => (inSquares(y, x) ? 255 : 20 * (y % 4)), 8],
    ['an object before a plain background', (y, x) => (x > 5 && x < 58 ? 255 : 20 + y), 8],
  ])('is a reading where it is %s', (_, painter, bits) => {
    expect(decide(painter, bits).noReading.highest).toBeNull();
  });
});

it('0 in 16 bits is no reading, as sensors write it, and not worth telling', () => {
  expect(decide(withSquares(900, 0), 16)).toEqual({
    noReading: { zero: true, highest: null },
    notes: [],
  });
});

it('what 0 means can be said against what was decided, and the note goes', () => {
  const levels = paint(withSquares(90, 0), 8);
  const raw: RawDepth = { ...levels, ...decideReadings(levels), colour: 'grey', warning: null };
  expect(raw).toMatchObject({
    noReading: { zero: true },
    notes: [{ english: expect.stringContaining('holes') }],
  });
  expect(chooseZeros(raw, 'auto')).toBe(raw);
  expect(chooseZeros(raw, 'yes')).toBe(raw);
  expect(chooseZeros(raw, 'no')).toMatchObject({ noReading: { zero: false }, notes: [] });
  const none = chooseZeros(raw, 'no');
  expect(chooseZeros(none, 'yes').noReading.zero).toBe(true);
  expect(summariseDepth(none).readings - summariseDepth(raw).readings).toBe(
    levels.values.filter((value) => value === 0).length,
  );
});

describe.skipIf(!HAVE_CASES)('files with holes (../shared/cases)', () => {
  it('65535 does not squeeze the readings', async () => {
    const raw = await decodeDepthRaw(readCase('depth-65535-invalid/depth.png'));
    expect(raw.noReading).toEqual({ zero: true, highest: 65535 });
    const { low, high, readings } = summariseDepth(raw);
    expect(high).toBeLessThan(5000);
    expect(low).toBeGreaterThanOrEqual(500);
    expect(readings).toBe(216 * 320 - 6726);
  });

  it('8 bits with holes have them nowhere near', async () => {
    const raw = await decodeDepthRaw(readCase('depth-kinect8-zero-holes/depth.png'));
    const { valid } = normaliseDepth(raw, { near: 'dark' });
    expect(valid.reduce((sum, one) => sum + one, 0)).toBe(216 * 320 - 11444);
  });
});
