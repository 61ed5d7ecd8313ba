import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { decodeDepthRaw } from './decodeDepth.ts';
import { encodePicture } from './encodePicture.ts';
import { restoreHoles } from './lossyHoles.ts';

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

it('a scene with a dark end keeps it', () => {
  const values = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) => Math.floor(i / WIDTH));
  const levels = { height: HEIGHT, width: WIDTH, bitDepth: 8 as const, values, missing: null };
  expect(restoreHoles(levels)).toBeNull();
});

it('exact zeros need no restoring', () => {
  const values = readings.map((value, i) => (isHole(i) ? 0 : value));
  const levels = { height: HEIGHT, width: WIDTH, bitDepth: 8 as const, values, missing: null };
  expect(restoreHoles(levels)).toBeNull();
});
