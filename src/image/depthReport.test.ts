import { describe, expect, it } from 'vitest';
import { adjustDepth, AS_STORED } from './adjustDepth.ts';
import { readDepth } from './decodeDepth.ts';
import { reportDepth } from './depthReport.ts';
import { floatLevels } from './floatDepth.ts';
import type { RawDepth } from './types.ts';

/** 16 bits, 40 × 30: a slope from 500 to 1699, its first row without a reading. */
function slope(): RawDepth {
  const data = Uint16Array.from({ length: 40 * 30 }, (_, i) => (i < 40 ? 0 : 500 + i));
  return readDepth({ height: 30, width: 40, channels: 1, bitDepth: 16, data });
}

describe('reportDepth', () => {
  it('counts readings, and pixels without one by why', () => {
    const report = reportDepth(slope());
    expect(report).toMatchObject({
      ...{ minimum: 540, maximum: 1699, unit: 'millimetres', whole: true, highest: null },
      holes: { zero: 40 / 1200, highest: 0, none: 0 },
    });
    expect(report.histogram).toHaveLength(96);
    expect(report.histogram.reduce((sum, count) => sum + count)).toBe(1160);
    // 1160 levels of one pixel each in 96 steps.
    expect(Math.max(...report.histogram)).toBe(13);
    expect(Math.min(...report.histogram)).toBe(12);
    expect(report.low).toBe(541);
  });

  it('tells what was moved in from what was not read', () => {
    const moved = reportDepth(adjustDepth(slope(), { ...AS_STORED, shift: [0, 50] }));
    expect(moved.holes).toEqual({ zero: 40 / 1200, highest: 0, none: 0.5 });
    expect(moved.picture.holes[0]).toBe(3);
    expect(moved.picture.holes[15 * 40]).toBe(1);
    expect(moved.picture.holes[16 * 40]).toBe(0);
  });

  it('shows pixels of the file, in the file’s own values', () => {
    const metres = Float32Array.from({ length: 640 * 480 }, (_, i) => 1 + (i % 640) / 320);
    const base = { height: 480, width: 640, noReading: { zero: true, highest: null } } as const;
    const raw = { ...base, colour: 'grey', warning: null, ...floatLevels(metres, 'a') } as RawDepth;
    const { picture, unit, whole } = reportDepth(raw);
    expect([picture.height, picture.width]).toEqual([240, 320]);
    expect({ unit, whole }).toEqual({ unit: 'metres', whole: false });
    for (const x of [0, 100, 319]) {
      expect(picture.values[x]).toBeCloseTo(1 + (2 * x + 1) / 320, 3);
    }
  });

  it('has no more steps than levels', () => {
    const data = Uint8Array.from({ length: 100 }, (_, i) => 100 + (i % 4));
    const raw = readDepth({ height: 10, width: 10, channels: 1, bitDepth: 8, data });
    expect(reportDepth(raw).histogram).toEqual([25, 25, 25, 25]);
  });

  it('reports on a map without any reading', () => {
    const data = new Uint16Array(6);
    const raw = readDepth({ height: 2, width: 3, channels: 1, bitDepth: 16, data });
    expect(reportDepth(raw)).toMatchObject({ histogram: [], holes: { zero: 1 }, unit: 'none' });
  });
});
