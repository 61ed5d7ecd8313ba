import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeMap } from './decodeMap.ts';
import { decodePhoto } from './decodePhoto.ts';
import { valueOf } from './depthValues.ts';
import { HEIGHT, ramp, RAMP_RGB, readFixture, WIDTH } from './fixtures/read.ts';
import { ImageError } from './imageError.ts';
import { decodeTruth } from './truthMask.ts';

const WITHOUT_READING = 'Pixels without a reading, by value (1.5%): 0.';

/** Compares a fixture's values, 0 to 64 eighths and one 0, and gives what was told of it. */
async function notesOfFloats(name: string): Promise<string[]> {
  const raw = await decodeDepthRaw(readFixture(name));
  expect(raw).toMatchObject({ height: HEIGHT, width: WIDTH, bitDepth: 16 });
  // The one 0 is no reading; 3 / 8 becomes 1 and 64 / 8 becomes 65535.
  ramp(255).forEach((value, i) => {
    const level = value === 0 ? 0 : 1 + ((value - 3) * 65534) / 61;
    expect(Math.abs(raw.values[i]! - level)).toBeLessThanOrEqual(0.5);
    expect(raw.missing![i]).toBe(Number(value === 0));
  });
  return raw.notes.map(inEnglish);
}

describe('files that other programs wrote', () => {
  it.each([
    ['opencv-grey.bmp', ramp(255)],
    ['opencv-grey.tif', ramp(255)],
    ['netpbm-miniswhite.tif', ramp(255)],
    ['netpbm-bits.pbm', ramp(1).map((bit) => bit * 255)],
    ['netpbm-plain.pbm', ramp(1).map((bit) => bit * 255)],
    ['magick-bits.tif', ramp(1).map((bit) => bit * 255)],
    ['magick-bits.bmp', ramp(1).map((bit) => bit * 255)],
    ['netpbm-plain.pgm', ramp(99).map((value) => Math.round((value * 255) / 99))],
    ['magick-runs.bmp', ramp(15).map((value) => value * 17)],
    ['pillow-bits.tif', ramp(1).map((bit) => bit * 255)],
    ['netpbm-interlaced-4-bits.png', ramp(15).map((value) => value * 17)],
  ])('%s as depth of 8 bits', async (name, values) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect(raw).toMatchObject({ height: HEIGHT, width: WIDTH, bitDepth: 8, colour: 'grey' });
    expect([...raw.values]).toEqual(values);
  });

  it('a TIFF that claims to be far larger than its data is refused', async () => {
    const bytes = readFixture('pillow-bits.tif').slice();
    const view = new DataView(bytes.buffer);
    const directory = view.getUint32(4, true);
    for (let i = 0, count = view.getUint16(directory, true); i < count; i++) {
      const entry = directory + 2 + 12 * i;
      // Width, height and rows in a strip; 16 bits hold 6,000 as well as 32 do.
      if ([256, 257, 278].includes(view.getUint16(entry, true))) {
        view.setUint16(entry + 8, 6000, true);
      }
    }
    await expect(decodeDepthRaw(bytes)).rejects.toThrow(ImageError);
  });

  it.each([
    ['refused where it is far larger than its runs', 8000, false],
    ['read where they leave most of it out', 800, true],
  ])('a packed bitmap is %s', async (_, side, isRead) => {
    const bytes = readFixture('magick-runs.bmp').slice();
    const view = new DataView(bytes.buffer);
    for (const at of [18, 22]) view.setInt32(at, side, true);
    const raw = decodeDepthRaw(bytes);
    if (isRead) expect(await raw).toMatchObject({ height: side, width: side });
    else await expect(raw).rejects.toThrow(ImageError);
  });

  it.each([
    'opencv-grey16.pgm',
    'numpy-uint16.npy',
    'numpy-big-endian.npy',
    'opencv-grey16.tif',
    'scipy-uint16.mat',
    'octave-uint16.mat',
    'scipy-4-uint16.mat',
    'h5py-chunks.h5',
    'h5py-latest-chunk.h5',
    'gdal-lzw-tiles16.tif',
    'gdal-big-endian16.tif',
    'gdal-zstd.tif',
    'gdal-lerc.tif',
    'gdal-lerc-big.tif',
    'h5py-lzf.h5',
    'gdal-uint32.tif',
    'tifffile-16-big-endian.tif',
  ])('%s as depth of 16 bits', async (name) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect(raw).toMatchObject({ height: HEIGHT, width: WIDTH, bitDepth: 16 });
    expect([...raw.values]).toEqual(ramp(65535).map((value) => value * 139));
  });

  it.each([
    'opencv-float.pfm',
    'numpy-float64.npy',
    'numpy-float32-fortran.npy',
    'numpy-channel.npy',
    'opencv-float.tif',
    'gdal-deflate-float.tif',
    'gdal-float64-big.tif',
    'opencv-float.exr',
    'openexr-y.exr',
    'opencv.hdr',
    'tifffile-float-big-endian.tif',
    'numpy-beside-photo.npz',
    'scipy-4-double.mat',
    'hdf5storage-double.mat',
  ])('%s as depth of floats', async (name) => {
    expect(await notesOfFloats(name)).toEqual([WITHOUT_READING]);
  });

  it.each([
    'numpy-named.npz',
    'numpy-confidence.npz',
    'scipy-double.mat',
    'scipy-scene.mat',
    'scipy-struct.mat',
    'octave-double.mat',
    'hdf5storage-scene.mat',
    'h5py-scene.h5',
    'h5py-latest.h5',
  ])('%s as depth of floats, which an array called depth says are distances', async (name) => {
    const distances = 'By its array’s name, it holds distances: small numbers are near.';
    expect(await notesOfFloats(name)).toEqual([WITHOUT_READING, distances]);
  });

  it.each(['openexr-layers.exr', 'oiio-tiles.exr', 'exrtools-parts.exr'])(
    '%s as depth of floats, which a channel called Z says are distances',
    async (name) => {
      const distances = 'By its channel’s name, it holds distances: small numbers are near.';
      expect(await notesOfFloats(name)).toEqual([WITHOUT_READING, distances]);
    },
  );

  it.each([
    'opencv-rgb.bmp',
    'magick-rgb.bmp',
    'opencv-rgb.ppm',
    'opencv-rgb.tif',
    'gdal-planes-rgb.tif',
    'magick-rgb-lzw.tif',
    'magick-rgb-zip.tif',
    'netpbm-palette.tif',
    'magick-turned.tif',
    'magick-lowest-bit-first.tif',
    'netpbm-os2.bmp',
    'netpbm-rgb.pam',
    'numpy-channels-first.npy',
    'numpy-beside-photo.npz',
    'scipy-scene.mat',
    'scipy-struct.mat',
    'hdf5storage-scene.mat',
    'h5py-scene.h5',
  ])('%s as a photo', async (name) => {
    const photo = await decodePhoto(readFixture(name));
    expect([photo.height, photo.width]).toEqual([HEIGHT, WIDTH]);
    expect([...photo.data]).toEqual(RAMP_RGB);
  });

  it.each([
    ...['numpy-bool.npy', 'scipy-scene.mat', 'scipy-struct.mat', 'octave-logical.mat'],
    ...['hdf5storage-scene.mat', 'h5py-scene.h5'],
  ])('%s as a ground truth and as a map', async (name) => {
    expect([...(await decodeTruth(readFixture(name))).data]).toEqual(ramp(1));
    expect([...(await decodeMap(readFixture(name))).data]).toEqual(ramp(1));
  });

  it('floats as a map', async () => {
    const map = await decodeMap(readFixture('numpy-float64.npy'));
    expect(map.data[1]).toBe(3 / 8);
  });

  it.each([
    ['gdal-12-bits.tif', (i: number) => (ramp(255)[i]! * 63) / 4095, 4032],
    ['netpbm-4095.pgm', (i: number) => Math.round((ramp(255)[i]! * 4095) / 255) / 4095, 1028],
  ] as const)(
    '%s: 12 bits are shades as a photo, and the file’s own values as depth',
    async (name, shade, most) => {
      const { data } = await decodePhoto(readFixture(name));
      ramp(255).forEach((_, i) => {
        expect(Math.abs(data[3 * i]! - 255 * shade(i))).toBeLessThanOrEqual(0.51);
      });
      const raw = await decodeDepthRaw(readFixture(name));
      expect(valueOf(raw, Math.max(...raw.values))).toBe(most);
    },
  );

  it('gdal-premultiplied.tif: colours are divided by their opacity before they lie on white', async () => {
    const { data } = await decodePhoto(readFixture('gdal-premultiplied.tif'));
    ramp(255).forEach((value, i) => {
      const opacity = (255 - 3 * value) / 255;
      RAMP_RGB.slice(3 * i, 3 * i + 3).forEach((colour, c) => {
        expect(Math.abs(data[3 * i + c]! - 255 - (colour - 255) * opacity)).toBeLessThan(1.6);
      });
    });
  });

  it('magick-rgb-4-bits.tif: three samples of four bits', async () => {
    const { data } = await decodePhoto(readFixture('magick-rgb-4-bits.tif'));
    expect([...data]).toEqual(ramp(15).flatMap((value) => [17 * value, 17 * value, 17 * value]));
  });

  it('magick-565.bmp: 16 bits a pixel', async () => {
    const { data } = await decodePhoto(readFixture('magick-565.bmp'));
    RAMP_RGB.forEach((value, i) => expect(Math.abs(data[i]! - value)).toBeLessThan(9));
  });

  it('opencv.hdr stored from the lowest line up is turned over', async () => {
    const file = readFixture('opencv.hdr').slice();
    file[String.fromCharCode(...file).indexOf('-Y')] = '+'.charCodeAt(0);
    const [upright, turned] = [
      await decodeDepthRaw(readFixture('opencv.hdr')),
      await decodeDepthRaw(file),
    ];
    for (let x = 0; x < WIDTH; x++) {
      expect(turned.values[(HEIGHT - 1) * WIDTH + x]).toBe(upright.values[x]);
    }
  });

  it('arrays of objects are named', async () => {
    await expect(decodeDepthRaw(readFixture('numpy-dictionary.npy'), 'o.npy')).rejects.toThrow(
      'a NumPy array of Python objects',
    );
    await expect(decodeDepthRaw(readFixture('numpy-objects.npy'), 'o.npy')).rejects.toThrow(
      'o.npy is a NumPy array of Python objects, which cannot be read here: save one picture of height × width numbers.',
    );
  });

  it('floats are no photo', async () => {
    await expect(decodePhoto(readFixture('opencv-float.pfm'), 'x.pfm')).rejects.toThrow(
      'x.pfm is a file of floating-point values',
    );
  });
});

describe('damaged files', () => {
  it.each([
    'opencv-grey.bmp',
    'opencv-grey16.pgm',
    'netpbm-plain.pgm',
    'opencv-float.pfm',
    'numpy-float64.npy',
    'numpy-named.npz',
    'scipy-double.mat',
    'scipy-scene.mat',
    'scipy-struct.mat',
    'octave-uint16.mat',
    'scipy-4-double.mat',
    'hdf5storage-scene.mat',
    'h5py-chunks.h5',
    'h5py-lzf.h5',
    'gdal-lzw-tiles16.tif',
    'gdal-lerc.tif',
    'gdal-float64-big.tif',
    'openexr-piz.exr',
    'openexr-pxr24.exr',
    'exrtools-parts.exr',
    'opencv.hdr',
    'heif-enc.heic',
    'heif-enc.avif',
  ])('%s cut short is refused with one sentence', async (name) => {
    const file = readFixture(name);
    for (const length of [3, 20, file.length >> 1, file.length - 8]) {
      const error: unknown = await decodeDepthRaw(file.slice(0, length), 'd').catch(
        (e: unknown) => e,
      );
      expect(error, `${length} bytes`).toBeInstanceOf(ImageError);
      expect((error as ImageError).message).toMatch(/^d is [^.]*\.$/);
    }
  });
});

it('reads a bitmap whose header claims billions of colours', async () => {
  const bytes = readFixture('opencv-grey.bmp').slice();
  new DataView(bytes.buffer).setUint32(46, 0x50000000, true);
  const { values } = await decodeDepthRaw(bytes);
  expect([...values]).toEqual(ramp(255));
});
