import { describe, expect, it } from 'vitest';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { readJxlHeader } from './jxlHeader.ts';
import { imageSays } from './sentences.ts';

const [HEIGHT, WIDTH] = [24, 32];

/** A header of these bits, lowest first, after the two bytes of the signature. */
function header(bits: string): Uint8Array {
  const bytes = Uint8Array.from({ length: 12 }, (_, i) =>
    parseInt([...bits.slice(8 * i, 8 * i + 8).padEnd(8, '0')].reverse().join(''), 2),
  );
  return Uint8Array.of(0xff, 0x0a, ...bytes);
}

const lowestFirst = (value: number, count: number) =>
  [...value.toString(2).padStart(count, '0')].reverse().join('');

describe('JPEG XL', () => {
  // Levels by the formula in make_foreign.py.
  it.each([
    ['cjxl-lossless.jxl', 1],
    ['cjxl-container.jxl', 1],
  ])('%s has its colours', async (name, tolerance) => {
    const photo = await decodePhoto(readFixture(name), name);
    expect([photo.height, photo.width]).toEqual([HEIGHT, WIDTH]);
    expect(photo.remarks).toEqual([]);
    for (let i = 0; i < HEIGHT * WIDTH; i++) {
      const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
      [8 * x, 10 * y, 255 - 4 * x - 3 * y].forEach((value, c) => {
        expect(Math.abs(photo.data[3 * i + c]! - value)).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  // The decoder leaves few levels of them, and HLG's middle is brighter on a screen than in the scene.
  it.each([
    ['cjxl-pq.jxl', 10_000, 20],
    ['cjxl-hlg.jxl', 1000, 29],
  ])('%s is as bright as an ordinary picture, and is told of', async (name, peak, tolerance) => {
    expect(readJxlHeader(readFixture(name))).toEqual({
      ...{ height: HEIGHT, width: WIDTH, bitDepth: 16 },
      ...{ peak, isFloat: false },
    });
    const photo = await decodePhoto(readFixture(name), name);
    expect(photo.remarks).toEqual([imageSays.highRange()]);
    for (let i = 0; i < HEIGHT * WIDTH; i++) {
      const [y, x] = [Math.floor(i / WIDTH), i % WIDTH];
      [8 * x, 10 * y, 255 - 4 * x - 3 * y].forEach((value, c) => {
        expect(Math.abs(photo.data[3 * i + c]! - value)).toBeLessThanOrEqual(tolerance);
      });
    }
  });

  it.each([
    ['multiples of 8', '1' + lowestFirst(5, 5) + '000' + lowestFirst(9, 5), 48, 80],
    ['a shape with a name', '0' + '01' + lowestFirst(479, 18) + lowestFirst(3, 3), 480, 640],
    [
      'any lengths',
      '0' + '10' + lowestFirst(2999, 13) + '000' + '10' + lowestFirst(3999, 13),
      3000,
      4000,
    ],
  ])('the header’s size as %s', (_, bits, height, width) => {
    expect(readJxlHeader(header(bits))).toMatchObject({ height, width, bitDepth: 8, peak: null });
  });

  it('cjxl-16-bits.jxl as depth keeps its 16 bits, and as a photo has 8', async () => {
    const raw = await decodeDepthRaw(readFixture('cjxl-16-bits.jxl'));
    expect(raw).toMatchObject({ height: 48, width: 64, bitDepth: 16, colour: 'grey', notes: [] });
    raw.values.forEach((value, i) => {
      expect(value).toBe(20000 + 200 * Math.floor(i / 64) + 37 * (i % 64));
    });
    const photo = await decodePhoto(readFixture('cjxl-16-bits.jxl'));
    expect(photo.data[0]).toBe(78);
    for (const length of [20, 400, 1260]) {
      const cut = readFixture('cjxl-16-bits.jxl').slice(0, length);
      await expect(decodeDepthRaw(cut, 'cut.jxl')).rejects.toThrow('cut.jxl is damaged');
    }
  });

  it('cjxl-float.jxl as depth is refused by its name', async () => {
    await expect(decodeDepthRaw(readFixture('cjxl-float.jxl'), 'd.jxl')).rejects.toThrow(
      'd.jxl is a JPEG XL file of floating-point numbers',
    );
  });

  it('refuses what is cut short, and what is too large before it is decoded', async () => {
    const file = readFixture('cjxl-lossless.jxl');
    for (const length of [2, 3, 8, file.length >> 1]) {
      await expect(decodePhoto(file.slice(0, length), 'cut.jxl')).rejects.toThrow(/cut\.jxl is/);
    }
    const large = header('0' + '11' + lowestFirst(2 ** 29, 30) + lowestFirst(1, 3));
    await expect(decodePhoto(large, 'large.jxl')).rejects.toThrow(/more than the 67 megapixels/);
  });
});
