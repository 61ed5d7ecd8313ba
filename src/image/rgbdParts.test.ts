import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { colourMapTable } from './colourMaps.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { depthPart, guessDepthHalf, guessDepthPlace, photoPart } from './rgbdParts.ts';
import { encodeRgbPng } from './testing/pngFiles.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';
import type { Pixels } from './types.ts';

type Painter = (y: number, x: number) => readonly number[];

function paint(height: number, width: number, painter: Painter): Pixels {
  const pixels = Array.from({ length: height * width }, (_, i) =>
    painter(Math.floor(i / width), i % width),
  );
  const channels = pixels[0]!.length;
  return { height, width, channels, bitDepth: 8, data: Uint8Array.from(pixels.flat()) };
}

const colours: Painter = (y, x) => [3 * x, 200 - 3 * y, 90];
const depths: Painter = (y, x) => Array<number>(3).fill(40 + 2 * y + (x % 5));

describe('photo and depth in one picture', () => {
  const beside = paint(40, 80, (y, x) => (x < 40 ? colours(y, x) : depths(y, x - 40)));
  const below = paint(80, 40, (y, x) => (y < 40 ? depths(y, x) : colours(y - 40, x)));
  const opacity = paint(40, 40, (y, x) => [...colours(y, x), 30 + 3 * y]);

  it.each([
    ['right', beside],
    ['top', below],
    ['alpha', opacity],
  ] as const)('depth at %s is recognised, and both are taken apart', (place, picture) => {
    expect(guessDepthPlace(picture)).toBe(place);
    const photo = photoPart(picture, place);
    const depth = depthPart(picture, place)!;
    expect([photo.height, photo.width, photo.channels]).toEqual([40, 40, 3]);
    expect([depth.height, depth.width]).toEqual([40, 40]);
    expect([...photo.data.slice((7 * 40 + 9) * 3, (7 * 40 + 9) * 3 + 3)]).toEqual(colours(7, 9));
    const expected = place === 'alpha' ? 30 + 3 * 7 : depths(7, 9)[0];
    expect(depth.data[(7 * 40 + 9) * depth.channels]).toBe(expected);
  });

  const spectral = colourMapTable('Spectral');
  const painted: Painter = (y, x) => {
    const level = Math.min(255, 4 * y + x);
    return [...spectral.subarray(3 * level, 3 * level + 3)];
  };
  /** As Depth Anything writes it: 50 white columns between the two, and words above them or not. */
  const apart = (above: number) =>
    paint(70 + above, 250, (row, x) => {
      const y = row - above;
      if (y < 0) return Array<number>(3).fill(x % 25 === 9 && y === -30 && x < 100 ? 0 : 255);
      return x < 100 ? colours(y % 66, x % 85) : x < 150 ? [255, 255, 255] : painted(y, x - 150);
    });

  it.each([0, 60])('with white between them, and %i rows of words above', (above) => {
    const picture = apart(above);
    expect(guessDepthHalf(picture)).toBe('right');
    const [photo, depth] = [photoPart(picture, 'right'), depthPart(picture, 'right')!];
    expect([photo.height, photo.width, depth.height, depth.width]).toEqual([70, 100, 70, 100]);
    expect([...photo.data.slice(0, 3)]).toEqual(colours(0, 0));
    expect([...depth.data.slice(300 * 9, 300 * 9 + 3)]).toEqual(painted(9, 0));
  });

  it('given as depth, are read as their depth, and told of', async () => {
    const { height, width, data } = apart(0);
    const file = encodeRgbPng({ height, width, data: Uint8Array.from(data) });
    const raw = await decodeDepthRaw(file, 'vis_depth/1.png');
    expect(raw).toMatchObject({ height: 70, width: 100, saidNear: { near: 'dark' } });
    expect(raw.notes.map(inEnglish)).toEqual([
      'It shows photo and depth side by side: the depth is its right half.',
      'Red is near, as these colours are used.',
    ]);
  });

  it.each<[string, Pixels]>([
    ['depth painted with a colour map', paint(40, 90, painted)],
    ['a photo', paint(40, 80, colours)],
    ['a grey picture', paint(40, 80, depths)],
    ['a photo with a grey margin', paint(40, 80, (y, x) => (x < 40 ? colours(y, x) : [9, 9, 9]))],
    ['a cut-out', paint(40, 40, (y, x) => [...colours(y, x), x > 9 && x < 30 ? 255 : 0])],
    [
      'a cut-out with soft edges',
      paint(40, 40, (y, x) => [...colours(y, x), Math.min(255, 60 * Math.max(0, x - 12))]),
    ],
    ['an opaque picture with transparency', paint(40, 40, (y, x) => [...colours(y, x), 255])],
  ])('%s is not taken for one', (_, picture) => {
    expect(guessDepthPlace(picture)).toBeNull();
  });

  it('a picture without transparency has no depth in it', async () => {
    for (const name of ['photo.jpg', 'rgb8.png']) {
      await expect(decodeDepthRaw(readFixture(name), 'p.png', 'alpha')).rejects.toThrow(
        'p.png has no transparency that could be depth',
      );
    }
  });
});

it.skipIf(!HAVE_CASES)('depth in the transparency of a PNG (../shared/cases)', async () => {
  const file = readCase('rgba-depth-alpha/rgbd.png');
  expect((await decodePhoto(file)).depthInFile).toBe('alpha');
  const photo = await decodePhoto(file, 'rgbd.png', 'alpha');
  const depth = await decodeDepthRaw(file, 'rgbd.png', 'alpha');
  expect([depth.height, depth.width]).toEqual([photo.height, photo.width]);
  expect(new Set(depth.values).size).toBeGreaterThan(24);
  expect(photo.depthInFile).toBeNull();
});
