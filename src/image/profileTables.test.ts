import { describe, expect, it } from 'vitest';
import { decodePng } from './decodePng.ts';
import { readFixture } from './fixtures/read.ts';
import { readProfileTables } from './profileTables.ts';
import { tablesToSrgb } from './tablesToSrgb.ts';

const PIXELS = 256;

/** The colours that make_profiles.py had converted. */
function colours(channels: number): Uint8Array {
  const out = new Uint8Array(PIXELS * channels);
  for (let i = 0; i < out.length; i++) {
    const pixel = Math.floor(i / channels);
    const c = i % channels;
    out[i] = (37 * pixel + 59 * c * pixel + 11 * c) % 256;
  }
  return out;
}

const PROFILES = ['mft1-cmyk', 'mft2-cmyk', 'mft2-rgb', 'mft2-xyz', 'mab-rgb'].map(
  (name) => `${name}.icc`,
);

describe('tablesToSrgb', () => {
  it.each(PROFILES)('%s gives what LittleCMS gives', (name) => {
    const tables = readProfileTables(readFixture(name))!;
    const out = new Uint8Array(PIXELS * 3);
    tablesToSrgb(tables, colours(tables.channels), out);
    const expected = decodePng(readFixture(`${name}.expected.png`), name).data;
    const differences = Array.from(out, (value, i) => Math.abs(value - expected[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(2);
  });

  it('may write RGB where it reads it', () => {
    const tables = readProfileTables(readFixture('mft2-rgb.icc'))!;
    const data = colours(3);
    const out = new Uint8Array(data.length);
    tablesToSrgb(tables, data, out);
    tablesToSrgb(tables, data, data);
    expect(data).toEqual(out);
  });
});

describe('readProfileTables', () => {
  it.each(PROFILES)('%s is no profile where it is cut short anywhere', (name) => {
    const whole = readFixture(name);
    for (let length = 0; length < whole.length - 4; length += 97) {
      expect(readProfileTables(whole.slice(0, length))).toBeNull();
    }
  });

  it('reads neither tables of no points nor offsets beyond the file', () => {
    const file = readFixture('mab-rgb.icc');
    const tag = Buffer.from(file).indexOf('mAB ');
    for (const at of [12, 16, 20, 24, 28]) {
      const damaged = file.slice();
      damaged.set([0x7f, 0xff, 0xff, 0xff], tag + at);
      expect(readProfileTables(damaged)).toBeNull();
    }
    const points = file.slice();
    points[Buffer.from(file).indexOf(Buffer.from([5, 5, 5, 0]))] = 0;
    expect(readProfileTables(points)).toBeNull();
  });
});
