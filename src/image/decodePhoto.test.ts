import { encode } from 'fast-png';
import { inEnglish } from '../languages/sentence.ts';
import { describe, expect, it } from 'vitest';
import { decodePhoto, requirePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import type { RgbImage } from './types.ts';

type Colour = readonly [number, number, number];

function expectPixels(image: RgbImage, colourAt: (y: number, x: number) => Colour): void {
  for (let y = 0; y < image.height; y++) {
    for (let x = 0; x < image.width; x++) {
      const at = (y * image.width + x) * 3;
      const expected = colourAt(y, x).map((value) => Math.round(value));
      expect([...image.data.subarray(at, at + 3)], `pixel ${y}, ${x}`).toEqual(expected);
    }
  }
}

function largestDifference(a: RgbImage, b: RgbImage): number {
  expect([a.height, a.width]).toEqual([b.height, b.width]);
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - b.data[i]!)), 0);
}

/** What `make_fixtures.py` wrote into the PNG files. */
const ramp = (y: number, x: number, brightest: number) => (7 * y + 3 * x) % (brightest + 1);
const grey = (value: number): Colour => [value, value, value];
const onWhite = (value: number, alpha: number) => 255 + ((value - 255) * alpha) / 255;

describe('decodePhoto of PNG files', () => {
  it.each<[string, number, (y: number, x: number) => Colour]>([
    ['grey1.png', 5, (y, x) => grey(ramp(y, x, 1) * 255)],
    ['grey8.png', 5, (y, x) => grey(ramp(y, x, 255))],
    ['grey16.png', 40, (y, x) => grey((ramp(y, x, 65535) * 139) / 257)],
    ['grey-alpha.png', 5, (y, x) => grey(onWhite(ramp(y, x, 255), 255 * ramp(y, x, 1)))],
    [
      'palette.png',
      5,
      (y, x) => {
        const colours: Colour[] = [
          grey(0),
          [255, 127, 127],
          [0, 255, 0],
          [0, 0, 255],
          [90, 80, 70],
        ];
        return colours[ramp(y, x, 4)]!;
      },
    ],
    ['colour-key.png', 5, (y, x) => grey(ramp(y, x, 255) === 10 ? 255 : ramp(y, x, 255))],
    ['rgb8.png', 9, (y, x) => [ramp(y, x, 255), ramp(y, x, 99), ramp(y, x, 31)]],
    ['interlaced.png', 9, (y, x) => [ramp(y, x, 255), ramp(y, x, 99), ramp(y, x, 31)]],
    [
      'rgb16.png',
      9,
      (y, x) =>
        [ramp(y, x, 255), ramp(y, x, 99), ramp(y, x, 31)].map(
          (v) => (v * 250) / 257,
        ) as unknown as Colour,
    ],
  ])('%s', async (name, height, colourAt) => {
    const image = await decodePhoto(readFixture(name));
    expect(image.height).toBe(height);
    expect(image.data.length).toBe(height * image.width * 3);
    expectPixels(image, colourAt);
  });

  it('lays RGBA of 8 and 16 bits on white', async () => {
    const eight = encode({
      height: 1,
      width: 2,
      data: Uint8Array.of(10, 20, 30, 0, 100, 150, 200, 128),
    });
    expect([...(await decodePhoto(eight)).data]).toEqual([255, 255, 255, 177, 202, 227]);
    const data = Uint16Array.of(0, 65535, 32768, 65535, 0, 0, 0, 32768);
    const sixteen = encode({ height: 1, width: 2, data, depth: 16 });
    expect([...(await decodePhoto(sixteen)).data]).toEqual([0, 255, 128, 127, 127, 127]);
  });

  it.each(['opencv-jet.jpg', 'opencv-viridis.jpg', 'grey16.png', 'opencv-grey16.tif'])(
    '%s is told to look like a depth map, and refused among many',
    async (name) => {
      const photo = await decodePhoto(readFixture(name), name);
      expect(photo.remarks.map(inEnglish).join()).toContain('looks like a depth map');
      expect(() => requirePhoto(photo, name)).toThrow(`${name} is a depth map by its pixels`);
    },
  );

  it.each(['photo.jpg', 'grey8.png', 'rgb16.png', 'netpbm-4095.pgm', 'palette.png'])(
    '%s looks like no depth map',
    async (name) => {
      const photo = await decodePhoto(readFixture(name), name);
      expect(photo.looksLike).toBeNull();
      expect(() => requirePhoto(photo, name)).not.toThrow();
    },
  );

  it.each(['pillow-mask.gif', 'pillow-bits.tif'])(
    '%s is told to look like a mask, and refused among many',
    async (name) => {
      const photo = await decodePhoto(readFixture(name), name);
      expect(photo.remarks.map(inEnglish).join()).toContain('black and white alone, as masks are');
      expect(() => requirePhoto(photo, name)).toThrow('is not run as a photo among many');
    },
  );

  it('reads a file that is a view into a larger buffer', async () => {
    const file = readFixture('rgb8.png');
    const larger = new Uint8Array(file.length + 77);
    larger.set(file, 33);
    const image = await decodePhoto(larger.subarray(33, 33 + file.length));
    expect(image).toEqual(await decodePhoto(file));
  });
});

describe('decodePhoto of lossy files', () => {
  // Other builds of libjpeg and libwebp round alike; one level is left for their SIMD variants.
  it.each(['photo.jpg', 'progressive.jpg', 'grey.jpg', 'photo.webp', 'alpha.webp'])(
    '%s agrees with another decoder within one level',
    async (name) => {
      const image = await decodePhoto(readFixture(name));
      const expected = await decodePhoto(readFixture(`${name}.expected.png`));
      expect(largestDifference(image, expected)).toBeLessThanOrEqual(1);
    },
  );

  it('decodes many at once without mixing them up', async () => {
    const names = ['photo.jpg', 'photo.webp', 'progressive.jpg', 'grey.jpg', 'alpha.webp'];
    const together = await Promise.all(names.map((name) => decodePhoto(readFixture(name))));
    for (const [i, name] of names.entries()) {
      expect(together[i]).toEqual(await decodePhoto(readFixture(name)));
    }
  });
});

describe('decodePhoto turns pictures upright', () => {
  it.each([
    ...[1, 2, 3, 4, 5, 6, 7, 8].map((orientation) => `orientation-${orientation}.jpg`),
    'orientation-6.png',
    'orientation-6.webp',
  ])('%s', async (name) => {
    const image = await decodePhoto(readFixture(name));
    expect([image.height, image.width]).toEqual([48, 32]);
    const quarters: readonly (readonly [number, number, Colour])[] = [
      [12, 8, [200, 30, 30]],
      [12, 24, [30, 160, 30]],
      [36, 8, [30, 30, 200]],
      [36, 24, [220, 220, 40]],
    ];
    for (const [y, x, colour] of quarters) {
      const at = (y * 32 + x) * 3;
      for (const [channel, value] of colour.entries()) {
        expect(Math.abs(image.data[at + channel]! - value)).toBeLessThanOrEqual(3);
      }
    }
  });
});
