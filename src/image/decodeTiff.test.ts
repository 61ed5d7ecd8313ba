import { zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { hasText } from '../math/bytes.ts';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodePhoto } from './decodePhoto.ts';
import { decodePicture } from './decodePixels.ts';
import { ramp, readFixture } from './fixtures/read.ts';

describe('TIFF files of other programs', () => {
  it('signed numbers by PackBits stay what they are', async () => {
    const { bitDepth, data } = await decodePicture(
      readFixture('gdal-int16-packbits.tif'),
      't',
      'depth',
    );
    expect(bitDepth).toBe(16);
    expect([...data]).toEqual(ramp(65535).map((value) => Math.floor((value * 139) / 2)));
  });

  it("the value that GDAL's files name is no reading", async () => {
    const raw = await decodeDepthRaw(readFixture('gdal-no-data.tif'));
    expect([...raw.missing!]).toEqual(ramp(255).map((value) => Number(value < 3)));
    expect(raw.notes.map(inEnglish)).toEqual(['Pixels without a reading, by value (1.5%): NaN.']);
  });

  it('the first of several pictures is used, and that is said; half floats', async () => {
    const raw = await decodeDepthRaw(readFixture('tifffile-half-pages.tif'));
    expect(raw.values[64]).toBe(65535);
    expect(raw.notes.map(inEnglish)).toContain('It holds 2 pictures, of which the first is used.');
  });

  it('JPEG inside, with its colours', async () => {
    const { data } = await decodePhoto(readFixture('magick-jpeg.tif'));
    for (const [y, x] of [
      [10, 20],
      [40, 50],
    ] as const) {
      const expected = [2 * y + 2 * x, 2 * (47 - y) + 2 * x, 2 * y + 2 * (63 - x)];
      expected.forEach((value, c) => {
        expect(Math.abs(data[(y * 64 + x) * 3 + c]! - value)).toBeLessThan(8);
      });
    }
  });

  it('LERC, with and without other compression on top of it', async () => {
    const floats = await decodeDepthRaw(readFixture('gdal-lerc-deflate.tif'));
    expect([...floats.missing!]).toEqual(ramp(255).map((value) => Number(value < 3)));
    expect(floats.values[ramp(255).indexOf(255)] ?? 65535).toBe(65535);
    const { channels, data } = await decodePicture(readFixture('gdal-lerc-zstd.tif'), 't', 'photo');
    const [red, green, blue] = [ramp(255), ramp(99), ramp(31)];
    expect(channels).toBe(3);
    expect([...data]).toEqual(red.flatMap((value, i) => [value, green[i]!, blue[i]!]));
  });

  it('a block of LERC that is larger than declared, or damaged, is refused', async () => {
    const file = readFixture('gdal-lerc.tif');
    const at = file.findIndex((_, place) => hasText(file, place, 'Lerc2 '));
    for (const [place, value] of [
      [14, 60_000],
      [14, 4],
      [22, 90_000],
      [60, 255],
    ] as const) {
      const damaged = file.slice();
      new DataView(damaged.buffer).setUint32(at + place, value, true);
      await expect(decodeDepthRaw(damaged, 't.tif'), `${place}`).rejects.toThrow(
        't.tif is damaged or cut short',
      );
    }
  });

  it('other compression is named', async () => {
    await expect(decodeDepthRaw(readFixture('gdal-lzma.tif'), 'z.tif')).rejects.toThrow(
      'z.tif is a TIFF with LZMA compression, which cannot be read here: write it anew, as by “tiffcp -c zip old.tif new.tif”, or save it as PNG.',
    );
  });

  it('… with what unpacks it, where tools of TIFF do not', async () => {
    const file = tiffOf(2, 2, 34712, new Uint8Array(4));
    await expect(decodeDepthRaw(file, 'z.tif')).rejects.toThrow(
      'a TIFF with JPEG 2000 compression, which cannot be read here: write it anew, as by “import tifffile;',
    );
  });

  it('a block of Zstandard is unpacked as far as the file declares it', async () => {
    // A frame of Zstandard, of one block that repeats a byte 4096 times.
    const frame = [0x28, 0xb5, 0x2f, 0xfd, 0x60, 0, 0x0f, 0x03, 0x80, 0, 7];
    const file = (height: number) => tiffOf(height, 64, 50000, Uint8Array.from(frame));
    const whole = await decodeDepthRaw(file(64), 'z.tif');
    expect(new Set(whole.values)).toEqual(new Set([7]));
    expect((await decodeDepthRaw(file(8), 'z.tif')).values).toEqual(whole.values.slice(0, 8 * 64));
  });
});

/** Tag, type and value. */
type Entry = readonly [number, number, number];

interface Picture {
  readonly height: number;
  readonly width: number;
  readonly compression?: number;
  readonly strip: Uint8Array;
  /** Tags below 256, or above 279. */
  readonly before?: readonly Entry[];
  readonly after?: readonly Entry[];
}

const START = [0x49, 0x49, 42, 0, 8, 0, 0, 0];

/** A directory that begins at an address, and its one strip of bytes behind it; `next` is the address of a further one. */
function directoryOf(start: number, picture: Picture, next: number): Uint8Array {
  const { height, width, compression = 1, strip, before = [], after = [] } = picture;
  const length = 2 + (9 + before.length + after.length) * 12 + 4;
  const entries: Entry[] = [
    ...before,
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, compression],
    [262, 3, 1],
    [273, 4, start + length],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, strip.length],
    ...after,
  ];
  const head = new Uint8Array(length);
  const view = new DataView(head.buffer);
  view.setUint16(0, entries.length, true);
  entries.forEach(([tag, type, value], i) => {
    const at = 2 + 12 * i;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, 1, true);
    view.setUint32(at + 8, value, true);
  });
  view.setUint32(head.length - 4, next, true);
  return new Uint8Array([...head, ...strip]);
}

function tiffOf(height: number, width: number, compression: number, strip: Uint8Array, next = 0) {
  const picture = { height, width, compression, strip };
  return new Uint8Array([...START, ...directoryOf(START.length, picture, next)]);
}

function tiffOfTwo(first: Picture, second: Picture): Uint8Array {
  const end = START.length + directoryOf(START.length, first, 0).length;
  const directories = [directoryOf(START.length, first, end), directoryOf(end, second, 0)];
  return new Uint8Array([...START, ...directories.flatMap((each) => [...each])]);
}

describe('small previews before the picture', () => {
  const full: Picture = { height: 2, width: 2, strip: Uint8Array.of(1, 2, 3, 4) };
  const preview: Picture = {
    ...{ height: 1, width: 1, strip: Uint8Array.of(9) },
    before: [[254, 4, 1]],
  };

  it('are passed over', async () => {
    const { data, notes } = await decodePicture(tiffOfTwo(preview, full), 't', 'photo');
    expect([...data]).toEqual([1, 2, 3, 4]);
    expect(notes).toEqual([]);
  });

  it('are read where they are all there is', async () => {
    const file = new Uint8Array([...START, ...directoryOf(START.length, preview, 0)]);
    expect([...(await decodePicture(file, 't', 'photo')).data]).toEqual([9]);
  });

  it.each([
    ['of a digital negative', { ...full, after: [[50706, 1, 0x0401]] } satisfies Picture],
    [
      'of a raw file, below which the picture lies',
      { ...preview, after: [[330, 4, 8]] } satisfies Picture,
    ],
  ])('%s are not taken for it', async (_, picture) => {
    const file = new Uint8Array([...START, ...directoryOf(START.length, picture, 0)]);
    await expect(decodePicture(file, 'a.nef', 'photo')).rejects.toThrow(
      'a.nef is a camera raw file, which cannot be read here: save it as PNG',
    );
  });
});

describe('hostile TIFF files', () => {
  it('a size that does not fit is refused before anything is decoded', async () => {
    const file = tiffOf(60000, 60000, 8, new Uint8Array(10));
    await expect(decodePicture(file, 't', 'depth')).rejects.toThrow(
      /60000×60000 pixels, more than/,
    );
  });

  it('data that inflates to more than its declared size is refused', async () => {
    const strip = zlibSync(new Uint8Array(4e6));
    await expect(decodePicture(tiffOf(2, 2, 8, strip), 't', 'depth')).rejects.toThrow(
      't is damaged',
    );
  });

  it('a list of pictures that leads back to itself ends', async () => {
    const file = tiffOf(2, 2, 1, Uint8Array.of(1, 2, 3, 4), 8);
    await expect(decodePicture(file, 't', 'depth')).rejects.toThrow('t is damaged');
  });

  it('a value that is longer than the file is refused', async () => {
    const file = tiffOf(2, 2, 1, Uint8Array.of(1, 2, 3, 4));
    new DataView(file.buffer).setUint32(10 + 12 * 5 + 4, 0xfffffff0, true);
    await expect(decodePicture(file, 't', 'depth')).rejects.toThrow('t is damaged');
  });

  it('more blocks than it lists are refused before any is made', async () => {
    const file = tiffOf(8000, 8000, 1, Uint8Array.of(1, 2, 3, 4));
    const view = new DataView(file.buffer);
    view.setUint32(10 + 12 * 7 + 8, 1, true); // one row a strip
    await expect(decodePicture(file, 't', 'depth')).rejects.toThrow('t is damaged');
  });

  it('a whole one is read', async () => {
    const file = tiffOf(2, 2, 1, Uint8Array.of(1, 2, 3, 4));
    expect([...(await decodePicture(file, 't', 'depth')).data]).toEqual([1, 2, 3, 4]);
  });
});
