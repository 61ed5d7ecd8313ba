import { describe, expect, it } from 'vitest';
import {
  adjustDepth,
  AS_STORED,
  type DepthAdjustment,
  QUARTER_TURNS,
  turnDepth,
  turnOnce,
} from './adjustDepth.ts';
import { readDepth } from './decodeDepth.ts';
import { floatLevels } from './floatDepth.ts';
import { normaliseDepth } from './normaliseDepth.ts';
import type { RawDepth } from './types.ts';

/** 3 wide, 2 high:  1 2 3 / 4 5 6  */
const SMALL: RawDepth = {
  ...{ height: 2, width: 3, bitDepth: 16, colour: 'grey', notes: [], warning: null },
  values: Uint16Array.of(1, 2, 3, 4, 5, 6),
  missing: null,
  noReading: { zero: true, highest: null },
};

const adjusted = (change: Partial<DepthAdjustment>, raw = SMALL) =>
  adjustDepth(raw, { ...AS_STORED, ...change });
const rowsOf = ({ width, values }: RawDepth) =>
  [...values].reduce<number[][]>((rows, value, i) => {
    if (i % width === 0) rows.push([]);
    rows.at(-1)!.push(value);
    return rows;
  }, []);

describe('adjustDepth', () => {
  it('gives the map itself where nothing is asked for', () => {
    expect(adjusted({})).toBe(SMALL);
  });

  it.each([
    [
      'a quarter clockwise',
      { turns: 1 },
      [
        [4, 1],
        [5, 2],
        [6, 3],
      ],
    ],
    [
      'by half',
      { turns: 2 },
      [
        [6, 5, 4],
        [3, 2, 1],
      ],
    ],
    [
      'a quarter counter-clockwise',
      { turns: 3 },
      [
        [3, 6],
        [2, 5],
        [1, 4],
      ],
    ],
    [
      'mirrored',
      { mirror: true },
      [
        [3, 2, 1],
        [6, 5, 4],
      ],
    ],
    [
      'turned, then mirrored',
      { turns: 1, mirror: true },
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    [
      'turned by half, then mirrored',
      { turns: 2, mirror: true },
      [
        [4, 5, 6],
        [1, 2, 3],
      ],
    ],
    [
      'turned back, then mirrored',
      { turns: 3, mirror: true },
      [
        [6, 3],
        [5, 2],
        [4, 1],
      ],
    ],
  ] as const)('%s', (_, change, rows) => {
    const turned = adjusted(change);
    expect(rowsOf(turned)).toEqual(rows);
    expect([turned.height, turned.width]).toEqual([rows.length, rows[0].length]);
  });

  it.each([true, false])('turns once more as it is seen, mirrored (%s) or not', (mirror) => {
    for (const turns of QUARTER_TURNS) {
      const once = (way: 'clockwise' | 'back') => {
        return rowsOf(adjusted({ turns: turnOnce({ turns, mirror }, way), mirror }));
      };
      const seen = adjusted({ turns, mirror });
      // Exif's names of a quarter clockwise, and back.
      expect(once('clockwise')).toEqual(rowsOf(turnDepth(seen, 6)));
      expect(once('back')).toEqual(rowsOf(turnDepth(seen, 8)));
    }
  });

  it('takes the mask of what has no reading along', () => {
    const holed = { ...SMALL, missing: Uint8Array.of(1, 0, 0, 0, 0, 0) };
    expect([...adjusted({ turns: 1 }, holed).missing!]).toEqual([0, 1, 0, 0, 0, 0]);
    // A third of the width to the right.
    expect([...adjusted({ shift: [33, 0] }, holed).missing!]).toEqual([1, 1, 0, 1, 0, 0]);
  });

  it('moves in percent of the turned map, and has no reading where nothing comes', () => {
    const right = adjusted({ shift: [33, 0] });
    expect(rowsOf(right)).toEqual([
      [0, 1, 2],
      [0, 4, 5],
    ]);
    expect([...right.missing!]).toEqual([1, 0, 0, 1, 0, 0]);
    const leftUp = adjusted({ shift: [-34, -50] });
    expect(rowsOf(leftUp)).toEqual([
      [5, 6, 0],
      [0, 0, 0],
    ]);
    expect([...leftUp.missing!]).toEqual([0, 0, 1, 1, 1, 1]);
    expect(rowsOf(adjusted({ turns: 1, shift: [50, 0] }))).toEqual([
      [0, 4],
      [0, 5],
      [0, 6],
    ]);
    expect(adjusted({ shift: [1, -1] })).toBe(SMALL);
  });

  it('stretches the range that is chosen, given from either end', () => {
    for (const range of [
      [2, 4],
      [4, 2],
    ] as const) {
      const { data, valid } = normaliseDepth(adjusted({ range }), { near: 'bright' });
      expect([...data]).toEqual([0, 0, 0.5, 1, 1, 1]);
      expect([...valid]).toEqual([1, 1, 1, 1, 1, 1]);
    }
  });

  it('takes the range of floats in their own unit', () => {
    const metres = Float32Array.of(0.5, 1, 2, 3, 4, 4.5);
    const raw = { ...SMALL, ...floatLevels(metres, 'depth.exr') };
    const { data } = normaliseDepth(adjusted({ range: [1, 3] }, raw), { near: 'bright' });
    [0, 0, 0.5, 1, 1, 1].forEach((value, i) => expect(data[i]).toBeCloseTo(value, 3));
  });

  it('decides on zeros as it is told', () => {
    const bytes = Uint8Array.of(0, 10, 20, 30, 40, 50);
    const raw = readDepth({ height: 2, width: 3, channels: 1, bitDepth: 8, data: bytes });
    expect(raw.noReading.zero).toBe(true);
    expect(adjusted({ zeros: 'no' }, raw).noReading.zero).toBe(false);
  });
});
