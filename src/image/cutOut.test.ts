import { describe, expect, it } from 'vitest';
import { cutOut, type CutOutOptions, opacityOf } from './cutOut.ts';
import { Matting } from './matting.ts';
import type { RgbImage, ScalarMap } from './types.ts';

const HEIGHT = 60;
const WIDTH = 80;
const RED = [220, 40, 30];
const GREEN = [30, 160, 60];

/** How much of pixel `x` a red square from 20.5 to 50 covers; its left edge runs through a pixel. */
function coverage(y: number, x: number): number {
  if (y < 15 || y >= 45 || x < 20 || x >= 50) return 0;
  return x === 20 ? 0.5 : 1;
}

/** A red square on green, and a map of it at a fifth of the size: a photo and a blurred answer. */
function scene(): { photo: RgbImage; map: ScalarMap } {
  const data = new Uint8Array(HEIGHT * WIDTH * 3);
  for (let i = 0; i < HEIGHT * WIDTH; i++) {
    const share = coverage(Math.floor(i / WIDTH), i % WIDTH);
    RED.forEach((red, c) => (data[i * 3 + c] = Math.round(red * share + GREEN[c]! * (1 - share))));
  }
  const size = { height: HEIGHT / 5, width: WIDTH / 5 };
  const map = Float32Array.from({ length: size.height * size.width }, (_, i) =>
    coverage(Math.floor(i / size.width) * 5 + 2, (i % size.width) * 5 + 2) > 0 ? 0.9 : 0.1,
  );
  return { photo: { height: HEIGHT, width: WIDTH, data }, map: { ...size, data: map } };
}

const { photo, map } = scene();
const matte = new Matting(photo).matte(map);
const PLAIN: CutOutOptions = { feather: 0, background: { kind: 'transparent' }, trim: false };

function pixelOf(options: Partial<CutOutOptions>, y: number, x: number): number[] {
  const picture = cutOut(photo, matte, { ...PLAIN, ...options })!;
  return [...picture.data.subarray((y * picture.width + x) * 4, (y * picture.width + x) * 4 + 4)];
}

describe('opacityOf', () => {
  it('moves the edge of a coarse map to the photo’s', () => {
    const opacity = opacityOf(photo, matte);
    const row = (x: number) => opacity[30 * WIDTH + x]!;
    expect([5, 19].map(row)).toEqual([0, 0]);
    expect([21, 35, 49].map(row)).toEqual([255, 255, 255]);
    expect(row(50)).toBe(0);
    expect(row(20)).toBeGreaterThan(80);
    expect(row(20)).toBeLessThan(175);
  });

  it('is whole inside an object that the map is barely sure of, whatever its colours', () => {
    const faint = { ...map, data: map.data.map((value) => (value > 0.5 ? 0.52 : 0.45)) };
    const striped = Uint8Array.from(photo.data, (value, i) => value ^ ((i % 7) * 9));
    const opacity = opacityOf(photo, new Matting({ ...photo, data: striped }).matte(faint));
    expect([30, 35, 40].map((x) => opacity[30 * WIDTH + x])).toEqual([255, 255, 255]);
    expect([2, 70, 77].map((x) => opacity[30 * WIDTH + x])).toEqual([0, 0, 0]);
  });

  it('softens the edge by the feather', () => {
    const soft = opacityOf(photo, matte, 8);
    expect(soft[30 * WIDTH + 52]).toBeGreaterThan(0);
    expect(soft[30 * WIDTH + 48]).toBeLessThan(255);
    expect(soft[30 * WIDTH + 5]).toBe(0);
  });
});

describe('cutOut', () => {
  it('keeps the photo’s colours inside and nothing outside', () => {
    expect(pixelOf({}, 30, 35)).toEqual([...RED, 255]);
    expect(pixelOf({}, 5, 5)).toEqual([0, 0, 0, 0]);
  });

  it('lets no old background shine through where a pixel is half the object', () => {
    const [red, green, blue] = pixelOf({}, 30, 20);
    expect(Math.abs(red! - RED[0]!)).toBeLessThan(25);
    expect(Math.abs(green! - RED[1]!)).toBeLessThan(25);
    expect(Math.abs(blue! - RED[2]!)).toBeLessThan(25);
  });

  it('puts a colour, the blurred photo or a picture behind it', () => {
    expect(pixelOf({ background: { kind: 'colour', colour: [1, 2, 3] } }, 5, 5)).toEqual([
      1, 2, 3, 255,
    ]);
    const blurred = pixelOf({ background: { kind: 'blur' } }, 30, 52);
    GREEN.forEach((value, c) => expect(Math.abs(blurred[c]! - value)).toBeLessThan(12));
    const picture = {
      height: 2,
      width: 2,
      data: new Uint8Array(12).map((_, i) => (i < 6 ? 10 : 200)),
    };
    const behind = { background: { kind: 'picture', picture } } as const;
    expect(pixelOf(behind, 1, 1)).toEqual([10, 10, 10, 255]);
    expect(pixelOf(behind, 58, 1)).toEqual([200, 200, 200, 255]);
  });

  it('trims to the object', () => {
    const picture = cutOut(photo, matte, { ...PLAIN, trim: true })!;
    expect([picture.height, picture.width]).toEqual([30, 30]);
  });

  it('tells when nothing is left', () => {
    const nothing = { ...map, data: new Float32Array(map.data.length) };
    expect(cutOut(photo, new Matting(photo).matte(nothing), PLAIN)).toBeNull();
  });

  it('takes a lower threshold for a larger object', () => {
    const faint = { ...map, data: map.data.map((value) => (value > 0.5 ? 0.3 : 0)) };
    const at = (threshold: number) =>
      opacityOf(photo, new Matting(photo).matte(faint, threshold))[30 * WIDTH + 35];
    expect(at(0.5)).toBe(0);
    expect(at(0.2)).toBeGreaterThan(200);
  });
});
