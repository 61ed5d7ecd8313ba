import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepth, decodeDepthRaw } from './decodeDepth.ts';
import { decodeMap } from './decodeMap.ts';
import { readFixture } from './fixtures/read.ts';
import { normaliseDepth, summariseDepth } from './normaliseDepth.ts';
import { chooseZeros } from './depthReadings.ts';
import type { RawDepth } from './types.ts';

function rawDepth(values: Uint8Array | Uint16Array, more: Partial<RawDepth> = {}): RawDepth {
  const bitDepth = values instanceof Uint16Array ? 16 : 8;
  const rest = {
    missing: null,
    noReading: { zero: bitDepth === 16, highest: null },
    colour: 'grey',
    notes: [],
    warning: null,
  } as const;
  return { height: 1, width: values.length, bitDepth, values, ...rest, ...more };
}

describe('decodeDepthRaw', () => {
  it('keeps all 16 bits', async () => {
    const raw = await decodeDepthRaw(readFixture('grey16.png'));
    expect(raw).toMatchObject({
      height: 40,
      width: 60,
      bitDepth: 16,
      colour: 'grey',
      warning: null,
    });
    raw.values.forEach((value, i) => {
      expect(value).toBe((7 * Math.floor(i / 60) + 3 * (i % 60)) * 139);
    });
  });

  it('keeps 8 bits as they are', async () => {
    const raw = await decodeDepthRaw(readFixture('grey8.png'));
    expect(raw.bitDepth).toBe(8);
    raw.values.forEach((value, i) => expect(value).toBe(7 * Math.floor(i / 13) + 3 * (i % 13)));
  });

  it('takes RGB of equal channels for grey, exactly, in 8 and 16 bits', async () => {
    for (const [depth, Samples] of [
      [8, Uint8Array],
      [16, Uint16Array],
    ] as const) {
      const levels = Array.from({ length: 256 }, (_, i) => (depth === 16 ? i * 257 : i));
      const data = Samples.from(levels.flatMap((level) => [level, level, level]));
      const raw = await decodeDepthRaw(encode({ height: 16, width: 16, data, channels: 3, depth }));
      expect([...raw.values]).toEqual(levels);
      expect(raw.colour).toBe('grey');
    }
  });

  it('tells a slight tint from a colour map, and warns of the latter', async () => {
    const tinted = Uint8Array.from({ length: 300 }, (_, i) => 100 + (i % 3) * 4);
    const tint = await decodeDepthRaw(encode({ height: 10, width: 10, data: tinted, channels: 3 }));
    expect(tint).toMatchObject({ colour: 'nearlyGrey', warning: null });
    // 299 · 100 + 587 · 104 + 114 · 108 = 103260
    expect(tint.values[0]).toBe(103);
    const colour = await decodeDepthRaw(readFixture('photo.jpg'));
    expect(colour.colour).toBe('colour');
    expect(inEnglish(colour.warning!)).toMatch(/^This depth map is in colour, .*\.$/);
  });

  it('reads JPEG and WebP', async () => {
    const grey = await decodeDepthRaw(readFixture('grey.jpg'));
    expect(grey).toMatchObject({ height: 33, width: 50, bitDepth: 8, colour: 'grey' });
    expect((await decodeDepthRaw(readFixture('photo.webp'))).colour).toBe('colour');
  });

  it('honours the orientation', async () => {
    const raw = await decodeDepthRaw(readFixture('orientation-6-grey.png'));
    expect([raw.height, raw.width]).toEqual([48, 32]);
    // Rec. 601 luma of red above blue on the left, green above yellow on the right.
    expect([...raw.values.subarray(0, 32)]).toEqual([
      ...Array(16).fill(81),
      ...Array(16).fill(106),
    ]);
    expect(raw.values[47 * 32]).toBe(49);
  });

  it('marks fully transparent pixels, and only those', async () => {
    const data = Uint8Array.of(10, 255, 20, 0, 30, 1);
    const raw = await decodeDepthRaw(encode({ height: 1, width: 3, data, channels: 2 }));
    expect([...raw.values]).toEqual([10, 20, 30]);
    expect([...raw.missing!]).toEqual([0, 1, 0]);
    const opaque = Uint8Array.of(10, 255, 20, 255);
    const solid = await decodeDepthRaw(encode({ height: 1, width: 2, data: opaque, channels: 2 }));
    expect(solid.missing).toBeNull();
  });

  it('says which file it could not read', async () => {
    await expect(decodeDepthRaw(Uint8Array.of(1, 2, 3), 'depth.png')).rejects.toThrow(
      'depth.png is not',
    );
    await expect(decodeDepthRaw(Uint8Array.of(1, 2, 3))).rejects.toThrow('The depth map is not');
  });
});

describe('normaliseDepth', () => {
  it('stretches the readings to [0,1], either way round', () => {
    const raw = rawDepth(Uint8Array.of(50, 100, 75));
    expect([...normaliseDepth(raw, { near: 'bright' }).data]).toEqual([0, 1, 0.5]);
    expect([...normaliseDepth(raw, { near: 'dark' }).data]).toEqual([1, 0, 0.5]);
    expect([...normaliseDepth(raw, { near: 'dark' }).valid]).toEqual([1, 1, 1]);
  });

  it('takes 0 for "no reading" in 16 bits only, unless told', () => {
    const wide = rawDepth(Uint16Array.of(0, 1000, 3000));
    expect(normaliseDepth(wide, { near: 'dark' })).toEqual({
      height: 1,
      width: 3,
      data: Float32Array.of(0, 1, 0),
      valid: Uint8Array.of(0, 1, 1),
    });
    const kept = normaliseDepth(chooseZeros(wide, 'no'), { near: 'bright' });
    expect([...kept.valid]).toEqual([1, 1, 1]);
    expect(kept.data[1]).toBeCloseTo(1 / 3, 7);
    const narrow = rawDepth(Uint8Array.of(0, 10, 20));
    expect([...normaliseDepth(narrow, { near: 'bright' }).valid]).toEqual([1, 1, 1]);
    const told = normaliseDepth(chooseZeros(narrow, 'yes'), { near: 'bright' });
    expect([...told.valid]).toEqual([0, 1, 1]);
    expect([...told.data]).toEqual([0, 0, 1]);
  });

  it('leaves out transparent pixels', () => {
    const raw = rawDepth(Uint8Array.of(0, 255, 100, 200), {
      missing: Uint8Array.of(1, 1, 0, 0),
    });
    const { data, valid } = normaliseDepth(raw, { near: 'bright' });
    expect([...data]).toEqual([0, 0, 0, 1]);
    expect([...valid]).toEqual([0, 0, 1, 1]);
  });

  it('is not flattened by a few wild readings', () => {
    const values = Uint16Array.from({ length: 10_000 }, (_, i) => 1000 + (i % 1001));
    values.fill(65535, 0, 8);
    values.fill(1, 10, 18);
    const { data } = normaliseDepth(rawDepth(values), { near: 'bright' });
    expect(data[0]).toBe(1);
    expect(data[10]).toBe(0);
    expect(data[500]).toBeCloseTo(0.5, 2);
    const unclipped = normaliseDepth(rawDepth(values), { near: 'bright', clipShare: 0 });
    expect(unclipped.data[500]).toBeCloseTo(1499 / 65534, 6);
  });

  it('says 0.5 everywhere for a constant depth', () => {
    for (const near of ['bright', 'dark'] as const) {
      const { data, valid } = normaliseDepth(rawDepth(Uint8Array.of(0, 0, 0)), { near });
      expect([...data]).toEqual([0.5, 0.5, 0.5]);
      expect([...valid]).toEqual([1, 1, 1]);
    }
  });

  it('falls back to all readings when nearly all are equal', () => {
    const values = new Uint8Array(5000).fill(40);
    values[0] = 90;
    const { data } = normaliseDepth(rawDepth(values), { near: 'bright' });
    expect([data[0], data[1]]).toEqual([1, 0]);
  });

  it('refuses a map without any reading', () => {
    expect(() => normaliseDepth(rawDepth(new Uint16Array(4)), { near: 'dark' })).toThrow(
      'holds no reading at all',
    );
  });
});

describe('summariseDepth', () => {
  it('counts what was read', () => {
    const summary = summariseDepth(rawDepth(Uint16Array.of(0, 5, 5, 9)));
    expect(summary).toMatchObject({ minimum: 5, maximum: 9, low: 5, high: 9, readings: 3 });
    expect(summary.histogram[5]).toBe(2);
    expect(summary.histogram[0]).toBe(0);
    expect(summary.histogram.length).toBe(65536);
  });

  it.each([-0.1, 0.5, NaN])('refuses to clip %f', (clipShare) => {
    expect(() => summariseDepth(rawDepth(Uint8Array.of(1, 2)), { clipShare })).toThrow(RangeError);
  });
});

describe('decodeDepth', () => {
  it('decodes and normalises', async () => {
    const depth = await decodeDepth(readFixture('grey16.png'), { near: 'bright', clipShare: 0 });
    // 0 is no reading, so the readings start at 3 · 139; the largest is (7 · 39 + 3 · 59) · 139.
    expect(depth.valid[0]).toBe(0);
    expect(depth.valid[1]).toBe(1);
    expect(depth.data[60]).toBeCloseTo((7 - 3) / (450 - 3), 6);
  });
});

describe('decodeMap', () => {
  it('does not stretch', async () => {
    const eight = await decodeMap(
      encode({ height: 1, width: 3, data: Uint8Array.of(51, 102, 0), channels: 1 }),
    );
    expect([...eight.data]).toEqual([0.2, 0.4, 0].map(Math.fround));
    const data = Uint16Array.of(13107, 65535);
    const sixteen = await decodeMap(encode({ height: 1, width: 2, data, channels: 1, depth: 16 }));
    expect([...sixteen.data]).toEqual([Math.fround(0.2), 1]);
  });
});
