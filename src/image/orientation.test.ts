import { describe, expect, it } from 'vitest';
import { readFixture } from './fixtures/read.ts';
import { applyOrientation, readOrientation } from './orientation.ts';
import type { Orientation } from './types.ts';

const stored = { height: 2, width: 3, data: Uint8Array.of(1, 2, 3, 4, 5, 6) };

describe('applyOrientation', () => {
  // Read off the Exif definition by hand: where row 0 and column 0 of the file are in the scene.
  it.each<[Orientation, number, number[]]>([
    [1, 2, [1, 2, 3, 4, 5, 6]],
    [2, 2, [3, 2, 1, 6, 5, 4]],
    [3, 2, [6, 5, 4, 3, 2, 1]],
    [4, 2, [4, 5, 6, 1, 2, 3]],
    [5, 3, [1, 4, 2, 5, 3, 6]],
    [6, 3, [4, 1, 5, 2, 6, 3]],
    [7, 3, [6, 3, 5, 2, 4, 1]],
    [8, 3, [3, 6, 2, 5, 1, 4]],
  ])('%i', (orientation, height, expected) => {
    const upright = applyOrientation(stored, 1, orientation);
    expect(upright).toEqual({ height, width: 6 / height, data: Uint8Array.from(expected) });
  });

  it('moves whole pixels of 16-bit channels', () => {
    const pixels = { height: 1, width: 2, data: Uint16Array.of(1, 2, 300, 400) };
    expect(applyOrientation(pixels, 2, 6)).toEqual({
      height: 2,
      width: 1,
      data: Uint16Array.of(1, 2, 300, 400),
    });
    expect(applyOrientation(pixels, 2, 2).data).toEqual(Uint16Array.of(300, 400, 1, 2));
  });
});

describe('readOrientation', () => {
  it.each([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((value) => [`orientation-${value}.jpg`, value] as const),
    ['orientation-6.png', 6],
    ['orientation-6.webp', 6],
    ['photo.jpg', 1],
    ['rgb8.png', 1],
  ] as const)('%s: %i', async (name, expected) => {
    expect(await readOrientation(readFixture(name))).toBe(expected);
  });

  it('takes nonsense for upright', async () => {
    const file = readFixture('orientation-8.jpg');
    const tag = file.findIndex((byte, i) => byte === 1 && file[i + 1] === 0x12); // big-endian 0x0112
    file.set([0, 42], tag + 8);
    expect(await readOrientation(file)).toBe(1);
    expect(await readOrientation(Uint8Array.of(1, 2, 3))).toBe(1);
  });
});
