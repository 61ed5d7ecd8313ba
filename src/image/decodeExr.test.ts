import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeExr } from './decodeExr.ts';
import { unpackChunk } from './exrChunks.ts';
import { segmentsOf } from './exrSegments.ts';
import { readFixture } from './fixtures/read.ts';

const HEIGHT = 37;
const WIDTH = 45;
const wave = (i: number) => 2 + Math.sin((i % WIDTH) / 9) + Math.cos(Math.floor(i / WIDTH) / 7);

/** A file of one pixel, uncompressed, whose channels hold 1, 2, 3 … */
function plainExr(names: readonly string[]): Uint8Array {
  const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
  const int = (value: number) => [0, 8, 16, 24].map((shift) => (value >> shift) & 255);
  const attribute = (name: string, type: string, bytes: readonly number[]) => [
    ...text(`${name}\0${type}\0`),
    ...[...int(bytes.length), ...bytes],
  ];
  const channels = names.flatMap((name) => [...text(`${name}\0`), ...[2, 0, 1, 1].flatMap(int)]);
  const header = [
    ...[...text('v/1\x01'), ...int(2)],
    ...attribute('channels', 'chlist', [...channels, 0]),
    ...attribute('compression', 'compression', [0]),
    ...attribute('dataWindow', 'box2i', [0, 0, 0, 0].flatMap(int)),
    0,
  ];
  const pixels = Float32Array.from(names, (_, i) => i + 1);
  const address = [...int(header.length + 8), ...int(0)];
  const chunk = [...int(0), ...int(pixels.byteLength), ...new Uint8Array(pixels.buffer)];
  return Uint8Array.from([...header, ...address, ...chunk]);
}

describe('OpenEXR files', () => {
  it.each([
    ['none', 0],
    ['rle', 0],
    ['zips', 0],
    ['zip', 0],
    ['piz', 0],
    // Floats lose their lowest byte.
    ['pxr24', 1e-4],
  ])('compressed by %s: channel Z among others', (compression, lost) => {
    const { height, width, channels, data } = decodeExr(
      readFixture(`openexr-${compression}.exr`),
      'e',
    );
    expect([height, width, channels]).toEqual([HEIGHT, WIDTH, 1]);
    data.forEach((value, i) => {
      expect(Math.abs(value - Math.fround(wave(i)))).toBeLessThanOrEqual(lost + 3e-7);
    });
  });

  it('what is not read is named', async () => {
    await expect(decodeDepthRaw(readFixture('openexr-dwaa.exr'), 'd.exr')).rejects.toThrow(
      'd.exr is an OpenEXR file with lossy B44 or DWA compression (ZIP would do), which cannot be read here',
    );
  });

  /** The same file with other bytes behind a piece of text. */
  function edited(name: string, text: string, skip: number, ...numbers: number[]) {
    const file = readFixture(name).slice();
    const at = String.fromCharCode(...file).indexOf(text) + text.length + skip;
    numbers.forEach((value, i) => new DataView(file.buffer).setInt32(at + 4 * i, value, true));
    return file;
  }

  it.each([
    [['A', 'Image_WorldDepth.R', 'R', 'G', 'B'], 1, 'dark'],
    [['R', 'G', 'B', 'View.Depth.V'], 3, 'dark'],
    [['WorldPosition.Z', 'depth.Y'], 1, 'dark'],
    [['R', 'G', 'B', 'disparity.Y'], 3, 'bright'],
    [['Y'], 0, null],
  ] as const)(
    'of the channels %j, the depth and its near end by its name',
    (names, depth, near) => {
      const { data, saidNear } = decodeExr(plainExr(names), 'e');
      expect([...data]).toEqual([depth + 1]);
      expect(saidNear?.near ?? null).toBe(near);
    },
  );

  it('a size that does not fit is refused before anything is decoded', () => {
    const file = edited('openexr-zip.exr', 'dataWindow\0box2i\0', 4, 0, 0, 59999, 59999);
    expect(() => decodeExr(file, 'e')).toThrow(/60000×60000 pixels, more than/);
  });

  it('a name that says nothing is used where it is the only one, and listed where it is not', () => {
    const only = edited('openexr-y.exr', 'channels\0chlist\0', 4);
    const place = (file: Uint8Array) =>
      String.fromCharCode(...file).indexOf('channels\0chlist\0') + 20;
    only.set([0x51], place(only));
    expect(decodeExr(only, 'e').channels).toBe(1);
    const several = readFixture('openexr-none.exr').slice();
    several.set([0x51], place(several) + 2 * 18);
    expect(() => decodeExr(several, 'e')).toThrow(/of the channels H, I, Q, none of which is Z/);
  });

  it('data that inflates to more than its chunk holds is refused', () => {
    const channel = { name: 'Z', type: 'float', stepX: 1, stepY: 1 } as const;
    const segments = segmentsOf([channel], { left: 0, top: 0, width: 500, height: 16 });
    expect(() => unpackChunk(zlibSync(new Uint8Array(4e6)), 'zip', segments)).toThrow(RangeError);
  });
});
