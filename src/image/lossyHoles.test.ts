import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { SeededGaussian } from '../math/gaussian.ts';
import { adjustDepth, AS_STORED, turnDepth } from './adjustDepth.ts';
import { decodeDepthRaw, readDepth } from './decodeDepth.ts';
import { chooseZeros } from './depthReadings.ts';
import { encodePicture } from './encodePicture.ts';
import { readFixture } from './fixtures/read.ts';
import { restoreHoles } from './lossyHoles.ts';
import type { ImageSize, RawDepth } from './types.ts';

const HEIGHT = 96;
const WIDTH = 128;

/** A floor that comes nearer below, and a thing on it. */
const readings = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) => {
  const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
  return x > 50 && x < 90 && y > 30 && y < 70 ? 210 : 60 + y;
});
const isHole = (i: number) => {
  const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
  return (x > 20 && x < 44 && y > 40 && y < 60) || (x > 84 && x < 100 && y > 10 && y < 60);
};

const asJpeg = (colour: (i: number) => readonly [number, number, number]) => {
  const data = new Uint8Array(HEIGHT * WIDTH * 4).fill(255);
  for (let i = 0; i < HEIGHT * WIDTH; i++) data.set(colour(i), i * 4);
  return encodePicture({ height: HEIGHT, width: WIDTH, data }, 'jpg');
};

it('holes of a JPEG depth map are no readings, and no rim of them is one', async () => {
  const file = await asJpeg((i) => {
    const level = isHole(i) ? 0 : readings[i]!;
    return [level, level, level];
  });
  const { values, noReading } = await decodeDepthRaw(file);
  expect(noReading.zero).toBe(true);
  let [lost, measured] = [0, 0];
  values.forEach((value, i) => {
    if (isHole(i)) expect(value).toBe(0);
    else if (value === 0) lost++;
    else {
      measured++;
      expect(Math.abs(value - readings[i]!)).toBeLessThan(20);
    }
  });
  expect(lost).toBeLessThan(0.1 * measured);
});

it('what is near black in a PNG is a reading, whatever lies beside it', async () => {
  const data = readings.map((value, i) => (isHole(i) ? (i % 2 === 0 ? 0 : 5) : value));
  const file = encode({ width: WIDTH, height: HEIGHT, data, channels: 1, depth: 8 });
  expect(await decodeDepthRaw(file)).toMatchObject({ values: data });
});

/** As `make_everyday.py` has it. */
describe('holes of a JPEG that has dark readings besides', async () => {
  const depth = await decodeDepthRaw(readFixture('pillow-holes.jpg'));
  const scene = Array.from({ length: 120 * 160 }, (_, i) => {
    const [y, x] = [Math.floor(i / 160), i % 160];
    const isIn = (left: number, right: number, top: number, bottom: number) =>
      x > left && x < right && y > top && y < bottom;
    if (isIn(69, 84, 40, 90) || isIn(100, 130, 70, 100)) return 0;
    if (isIn(30, 70, 40, 90)) return 220;
    return isIn(79, 160, -1, 30) ? 3 + Math.floor((x - 80) / 8) : 60 + y;
  });
  const share = (values: RawDepth['values'], isAsked: (level: number) => boolean) => {
    const asked = scene.flatMap((level, i) => (isAsked(level) ? [values[i]!] : []));
    return asked.filter((value) => value === 0).length / asked.length;
  };

  it('no hole is a reading, and dark readings are none', () => {
    expect(depth.noReading.zero).toBe(true);
    expect(share(depth.values, (level) => level === 0)).toBe(1);
    expect(share(depth.values, (level) => level > 0 && level < 20)).toBeLessThan(0.02);
    expect(share(depth.values, (level) => level >= 20)).toBeLessThan(0.05);
  });

  it('are readings as stored where somebody says so, and holes again', () => {
    const read = chooseZeros(depth, 'no');
    expect(share(read.values, (level) => level === 0)).toBeLessThan(0.9);
    expect(chooseZeros(read, 'yes').values).toEqual(depth.values);
    const turned = adjustDepth(turnDepth(depth, 6), { ...AS_STORED, turns: 3, zeros: 'no' });
    expect(turned.values).toEqual(read.values);
  });
});

it('a scene with a dark end keeps it', () => {
  const data = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) => Math.floor(i / WIDTH));
  const pixels = { height: HEIGHT, width: WIDTH, channels: 1, bitDepth: 8 as const, data };
  expect(readDepth(pixels, true)).toMatchObject({ values: data, noReading: { zero: false } });
});

it('exact zeros need no restoring', () => {
  const values = readings.map((value, i) => (isHole(i) ? 0 : value));
  expect(restoreHoles({ height: HEIGHT, width: WIDTH }, values)).toBeNull();
});

/** `restoreHoles` as its words are, by looking at every neighbour of every pixel. */
function straightforward({ height, width }: ImageSize, values: Uint8Array): Uint8Array | null {
  const near = (of: Uint8Array, at: number, distance: number) => {
    const [top, left] = [Math.floor(at / width) - distance, (at % width) - distance];
    const square = Array.from({ length: (2 * distance + 1) ** 2 }, (_, i) => [
      top + Math.floor(i / (2 * distance + 1)),
      left + (i % (2 * distance + 1)),
    ]);
    const isInside = ([y, x]: number[]) => y! >= 0 && y! < height && x! >= 0 && x! < width;
    return square.filter(isInside).map(([y, x]) => of[y! * width + x!]!);
  };
  const total = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0);
  const black = values.map((value, i) => Number(value <= 0.12 * Math.max(...near(values, i, 7))));
  const pure = values.map((value) => Number(value <= 1));
  const hole = black.map((isBlack, i) =>
    Number(isBlack === 1 && total(near(pure, i, 2)) >= 0.5 * total(near(black, i, 2))),
  );
  if (!hole.some((isHole, i) => isHole === 1 && values[i]! > 0)) return null;
  return values.map((value, i) => (near(hole, i, 2).includes(1) ? 0 : Math.max(value, 1)));
}

it.each([
  { height: 40, width: 53 },
  { height: 30, width: 15 },
  { height: 3, width: 64 },
  { height: 47, width: 1 },
])('looks at as many neighbours as it says: $height × $width', ({ height, width }) => {
  let restored = 0;
  for (let seed = 0; seed < 5; seed++) {
    const random = new SeededGaussian(seed);
    const values = Uint8Array.from({ length: height * width }, (_, i) => {
      const isDark = (Math.floor(i / width / 6) + Math.floor((i % width) / 6) + seed) % 3 === 0;
      return Math.min(255, Math.abs(random.next() * (isDark ? 3 : 60)));
    });
    const expected = straightforward({ height, width }, values);
    expect(restoreHoles({ height, width }, values)).toEqual(expected);
    if (expected !== null) restored++;
  }
  expect(restored).toBeGreaterThan(0);
});
