import { describe, expect, it } from 'vitest';
import { SeededGaussian } from '../math/gaussian.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { ImageError } from './imageError.ts';
import type { ImageErrorCode } from './imageError.ts';
import { MAXIMUM_PIXELS, readImageHeader, readSampleFormat, requireSize } from './imageHeader.ts';
import type { Photo } from './types.ts';

const text = (content: string) => Uint8Array.from(content, (letter) => letter.charCodeAt(0));

/** A copy of a file with some bytes replaced. */
function patched(name: string, at: number, ...bytes: number[]): Uint8Array {
  const file = readFixture(name);
  file.set(bytes, at);
  return file;
}

async function failure(bytes: Uint8Array): Promise<ImageError> {
  const error: unknown = await decodePhoto(bytes, 'beach.jpg').catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(ImageError);
  return error as ImageError;
}

/** Where the JPEG marker that holds the size begins. */
function frameMarker(file: Uint8Array): number {
  return file.findIndex(
    (byte, i) => byte === 0xff && (file[i + 1] === 0xc0 || file[i + 1] === 0xc2),
  );
}

const photo = readFixture('photo.jpg');
const frame = frameMarker(photo);

describe('unusable files', () => {
  it.each<[string, Uint8Array, ImageErrorCode, string]>([
    ['nothing', new Uint8Array(0), 'empty', 'empty (0 bytes)'],
    ['text', text('hello, world'), 'unknownFormat', 'not a picture'],
    ['one byte', Uint8Array.of(0x89), 'unknownFormat', 'not a picture'],
    ['a web page', text('\n<!DOCTYPE html><title>404'), 'unknownFormat', 'is a web page'],
    ['an LFS pointer', text('version https://git-lfs.github'), 'unknownFormat', 'git lfs pull'],
    ['a Photoshop file', text('8BPS....'), 'unsupportedFormat', 'is a Photoshop file'],
    ['a film', text('\0\0\0\x18ftypmp42....'), 'unsupportedFormat', 'is a video file'],
    [
      '12-bit JPEG',
      patched('photo.jpg', frame + 4, 12),
      'unsupportedVariant',
      '12 bits per sample',
    ],
    ['lossless JPEG', patched('photo.jpg', frame + 1, 0xc3), 'unsupportedVariant', 'lossless'],
    ['animated WebP', readFixture('animated.webp'), 'unsupportedVariant', 'animated WebP'],
    ['PNG of width 0', patched('rgb8.png', 16, 0, 0, 0, 0), 'zeroSize', '0×9 pixels'],
    ['JPEG of height 0', patched('photo.jpg', frame + 5, 0, 0), 'zeroSize', '50×0 pixels'],
    ['huge JPEG', patched('photo.jpg', frame + 5, 255, 255, 255, 255), 'tooLarge', '67 megapixels'],
    ['huge PNG', patched('rgb8.png', 16, 0, 1, 0, 0, 0, 1, 0, 0), 'tooLarge', '65536×65536'],
    ['PNG with a wrong bit', patched('grey16.png', 100, 1), 'damaged', 'cut short'],
    ['signature alone', readFixture('rgb8.png').slice(0, 8), 'damaged', 'cut short'],
    ['palette missing', patched('palette.png', 37, 120), 'damaged', 'cut short'],
  ])('%s', async (_, bytes, code, words) => {
    const error = await failure(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(words);
    // Names the file, and is one sentence; a dot in a line of code ends none.
    expect(error.message).toMatch(/^beach\.jpg is (?:[^.]|\.(?=\S))*\.$/);
  });

  it.each([
    'photo.jpg',
    'progressive.jpg',
    'grey.jpg',
    'orientation-6.jpg',
    'photo.webp',
    'alpha.webp',
    'orientation-6.webp',
    'rgb8.png',
    'grey16.png',
    'palette.png',
  ])('%s cut short anywhere', async (name) => {
    const file = readFixture(name);
    // Every length would take long: a decoder starts each time. The last bytes matter most.
    const lengths = Array.from(file.keys()).filter((n) => n % 7 === 0 || n > file.length - 14);
    for (const length of lengths) {
      const cut = file.slice(0, length);
      // Of a JPEG, the end mark may be missing, and its last line.
      const isTold = ({ remarks }: Photo) => remarks.length === 1;
      if (name.endsWith('.jpg') && (await decodePhoto(cut).then(isTold, () => false))) {
        expect(length).toBeGreaterThan(0.9 * file.length);
        continue;
      }
      const error = await failure(cut);
      expect(['empty', 'unknownFormat', 'damaged'], `${length} bytes`).toContain(error.code);
    }
  });

  it.each([
    'photo.jpg',
    'progressive.jpg',
    'photo.webp',
    'alpha.webp',
    'orientation-6.png',
    'rgb8.png',
  ])(
    '%s with random damage gives a picture or an ImageError, and the next file is fine',
    async (name) => {
      const file = readFixture(name);
      const intact = await decodePhoto(file);
      const random = new SeededGaussian(5);
      const position = () => Math.floor(Math.abs(random.next() * 1e6)) % file.length;
      for (let trial = 0; trial < 60; trial++) {
        const bytes = file.slice();
        for (let flips = 0; flips < 3; flips++) bytes[position()]! ^= 1 << (position() % 8);
        const result: unknown = await decodePhoto(bytes).catch((reason: unknown) => reason);
        if (result instanceof Error) expect(result).toBeInstanceOf(ImageError);
      }
      expect(await decodePhoto(file)).toEqual(intact);
    },
  );
});

describe('readImageHeader', () => {
  it.each([
    ['photo.jpg', 'JPEG', 33, 50, false, false],
    ['orientation-6.jpg', 'JPEG', 32, 48, true, false],
    ['photo.webp', 'WebP', 33, 50, false, false],
    ['alpha.webp', 'WebP', 33, 50, false, false],
    ['orientation-6.webp', 'WebP', 32, 48, true, false],
    ['orientation-6.png', 'PNG', 32, 48, true, false],
    ['pil-ycck.jpg', 'JPEG', 24, 32, false, true],
    ['rgb8.png', 'PNG', 9, 13, false, false],
  ])('%s', (name, format, height, width, hasExif, hasInks) => {
    const header = readImageHeader(readFixture(name), name);
    expect(header).toEqual({ format, height, width, hasExif, hasInks });
  });

  it('accepts exactly the largest size', () => {
    const side = Math.sqrt(MAXIMUM_PIXELS);
    const bytes = [side >> 8, side & 255];
    const header = readImageHeader(patched('photo.jpg', frame + 5, ...bytes, ...bytes), 'x');
    expect(header.height * header.width).toBe(MAXIMUM_PIXELS);
    requireSize(header, 'x');
    const more = [side >> 8, (side & 255) + 1];
    const larger = readImageHeader(patched('photo.jpg', frame + 5, ...bytes, ...more), 'x');
    expect(() => requireSize(larger, 'x')).toThrow('megapixels');
  });

  it('does not mind fill bytes in front of a marker', () => {
    const padded = Uint8Array.of(...photo.subarray(0, frame), 0xff, 0xff, ...photo.subarray(frame));
    expect(readImageHeader(padded, 'x')).toMatchObject({ height: 33, width: 50 });
  });
});

describe('readSampleFormat', () => {
  // A PNG's colour type is byte 25; a JPEG's frame header has 11 bytes behind its marker, or 17 of three channels.
  it.each([
    ['grey1.png', 26, true, 1],
    ['grey16.png', 26, true, 16],
    ['grey-alpha.png', 26, true, 8],
    ['palette.png', 26, false, 4],
    ['rgb16.png', 26, false, 16],
    ['grey.jpg', frameMarker(readFixture('grey.jpg')) + 13, true, 8],
    ['photo.jpg', frame + 19, false, 8],
  ])('%s by its first %i bytes', (name, enough, grey, bitDepth) => {
    const file = readFixture(name);
    expect(readSampleFormat(file.subarray(0, enough))).toEqual({ grey, bitDepth });
    expect(readSampleFormat(file.subarray(0, enough - 1))).toBeNull();
  });

  it('says nothing of another format', () => {
    expect(readSampleFormat(readFixture('photo.webp'))).toBeNull();
    expect(readSampleFormat(new Uint8Array(0))).toBeNull();
  });
});
