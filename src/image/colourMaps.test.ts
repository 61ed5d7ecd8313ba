import { describe, expect, it } from 'vitest';
import { colourMapTable } from './colourMaps.ts';

/** Rec. 709 relative luminance of a linearised sRGB colour. */
function luminance(table: Uint8Array, level: number): number {
  const linear = (value: number) =>
    value <= 10 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const [red, green, blue] = [0, 1, 2].map((channel) => linear(table[level * 3 + channel]!));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('colourMapTable', () => {
  // Levels 0, 37, 64, 100, 128, 192, 255 of the published tables.
  it.each([
    [
      'viridis',
      [
        [68, 1, 84],
        [70, 51, 127],
        [59, 82, 139],
        [42, 118, 142],
        [33, 145, 140],
        [94, 201, 98],
        [253, 231, 37],
      ],
    ],
    [
      'magma',
      [
        [0, 0, 4],
        [36, 18, 83],
        [81, 18, 124],
        [137, 40, 129],
        [183, 55, 121],
        [252, 137, 97],
        [252, 253, 191],
      ],
    ],
    [
      'turbo',
      [
        [48, 18, 59],
        [71, 120, 240],
        [40, 188, 235],
        [63, 246, 138],
        [164, 252, 60],
        [251, 126, 33],
        [122, 4, 3],
      ],
    ],
  ] as const)('%s is within 2 levels of the published table', (name, colours) => {
    const table = colourMapTable(name);
    for (const [i, level] of [0, 37, 64, 100, 128, 192, 255].entries()) {
      for (const channel of [0, 1, 2] as const) {
        expect(Math.abs(table[level * 3 + channel]! - colours[i]![channel])).toBeLessThanOrEqual(2);
      }
    }
  });

  it('grey is the identity', () => {
    expect([...colourMapTable('grey')]).toEqual(
      Array.from({ length: 768 }, (_, i) => Math.floor(i / 3)),
    );
  });

  it.each(['grey', 'viridis', 'magma'] as const)('%s grows brighter all the way', (name) => {
    const table = colourMapTable(name);
    for (let level = 4; level < 256; level++) {
      expect(luminance(table, level)).toBeGreaterThan(luminance(table, level - 4));
    }
  });

  it('coolwarm is blue, grey, red, and brightest in the middle', () => {
    const table = colourMapTable('coolwarm');
    expect([...table.subarray(0, 3)]).toEqual([59, 76, 192]);
    expect([...table.subarray(765)]).toEqual([180, 4, 38]);
    const brightness = Array.from({ length: 256 }, (_, level) => luminance(table, level));
    expect(Math.abs(brightness.indexOf(Math.max(...brightness)) - 127.5)).toBeLessThan(8);
  });

  it.each(['grey', 'viridis', 'magma', 'turbo', 'coolwarm'] as const)(
    '%s has 256 smooth entries',
    (name) => {
      const table = colourMapTable(name);
      expect(table.length).toBe(768);
      for (let i = 3; i < 768; i++) {
        expect(Math.abs(table[i]! - table[i - 3]!)).toBeLessThanOrEqual(10);
      }
    },
  );
});
