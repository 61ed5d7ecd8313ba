import { describe, expect, it } from 'vitest';
import { guessUnit, levelOf, valueOf } from './depthValues.ts';
import { floatLevels } from './floatDepth.ts';
import type { RawDepth } from './types.ts';

function raw(bitDepth: 8 | 16, rest: Partial<RawDepth> = {}): RawDepth {
  return {
    ...{ height: 1, width: 1, colour: 'grey', notes: [], warning: null, missing: null },
    ...{ bitDepth, values: new Uint16Array(1), noReading: { zero: true, highest: null } },
    ...rest,
  };
}

it('levels of floats and their values belong together', () => {
  const depth = raw(16, floatLevels(Float32Array.of(0.8, 2.5, 4), 'a.npy'));
  expect(valueOf(depth, depth.values[0]!)).toBeCloseTo(0.8, 5);
  expect(valueOf(depth, depth.values[1]!)).toBeCloseTo(2.5, 3);
  expect(levelOf(depth, 4)).toBeCloseTo(65535, 1);
  expect(valueOf(raw(16), 1234)).toBe(1234);
});

describe('guessUnit', () => {
  const floats = { scale: { offset: 0, step: 1e-3, whole: false } };
  it.each([
    ['16 bits of a depth camera', raw(16), 480, 4960, 'millimetres'],
    ['16 bits that are stretched over all levels', raw(16), 900, 65300, 'none'],
    ['16 bits that hold 8', raw(16), 60, 250, 'none'],
    ['16 bits that begin at nothing', raw(16), 3, 4000, 'none'],
    ['8 bits', raw(8), 60, 250, 'none'],
    ['floats of a room', raw(16, floats), 0.6, 7.3, 'metres'],
    ['floats up to 1', raw(16, floats), 0.02, 0.98, 'none'],
    ['floats of a depth camera', raw(16, floats), 512, 5400, 'millimetres'],
    ['what a photo’s format has turned', raw(16, { ...floats, near: 'bright' }), 0.6, 7.3, 'none'],
  ] as const)('%s', (_, depth, low, high, unit) => {
    expect(guessUnit(depth, low, high)).toBe(unit);
  });
});
