import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepth, decodeDepthRaw } from './decodeDepth.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { findInnerDepth } from './innerDepth.ts';
import { readXmp } from './jpegParts.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';
import type { RawDepth } from './types.ts';

/** `make_foreign.py` paints 40 + 3 y; lossy files are near it. */
function expectRows(raw: RawDepth, value: (y: number) => number): void {
  expect([raw.height, raw.width]).toEqual([48, 64]);
  for (const y of [3, 24, 46]) {
    expect(Math.abs(raw.values[y * 64 + 20]! - value(y))).toBeLessThan(4);
  }
}

/** A photo with one block of Samsung's behind it. */
function withSamsungBlock(photo: Uint8Array, name: string, data: Uint8Array): Uint8Array {
  const text = (words: string) => Buffer.from(words, 'latin1');
  const numbers = (...values: number[]) => {
    const bytes = Buffer.alloc(4 * values.length);
    values.forEach((value, i) => bytes.writeUInt32LE(value, 4 * i));
    return bytes;
  };
  const block = Buffer.concat([numbers(0x0ab1_0000, name.length), text(name), data]);
  const entry = numbers(0x0ab1_0000, block.length, block.length);
  const list = Buffer.concat([text('SEFH'), numbers(101, 1), entry]);
  return new Uint8Array(Buffer.concat([photo, block, list, numbers(list.length), text('SEFT')]));
}

describe('depth inside a photo’s file', () => {
  it('GDepth, which counts from the near end, comes out with near bright', async () => {
    const file = readFixture('exiftool-gdepth.jpg');
    expect((await decodePhoto(file)).depthInFile).toBe('inner');
    const raw = await decodeDepthRaw(file, 'p.jpg');
    expectRows(raw, (y) => 255 - (181 - 3 * y));
    expect(raw.near).toBe('bright');
    expect(raw.notes.map(inEnglish)).toEqual([
      "The depth comes from inside the photo's file, as Google cameras write it (GDepth).",
    ]);
  });

  it('GDepth that is plainly the other way round is left as it is, and that is said', async () => {
    const raw = await decodeDepthRaw(readFixture('exiftool-gdepth-bright.jpg'));
    expectRows(raw, (y) => 40 + 3 * y);
    expect(raw.near).toBeUndefined();
    expect(inEnglish(raw.notes[1]!)).toContain('the picture speaks against it');
  });

  it('the file that a container calls depth, before a gain map', async () => {
    const raw = await decodeDepthRaw(readFixture('exiftool-container.jpg'));
    expectRows(raw, (y) => 40 + 3 * y);
    expect(raw.near).toBeUndefined();
    expect(inEnglish(raw.notes[0]!)).toContain('Dynamic Depth');
  });

  it('a grey picture behind the photo is turned as the photo is', async () => {
    const file = readFixture('exiftool-behind-turned.jpg');
    const photo = await decodePhoto(file);
    const raw = await decodeDepthRaw(file);
    expect([photo.height, photo.width]).toEqual([64, 48]);
    expect([raw.height, raw.width]).toEqual([64, 48]);
    // Orientation 6: the top row of the file is the right column.
    expect(Math.abs(raw.values[10 * 48 + 47]! - 40)).toBeLessThan(4);
    expect(Math.abs(raw.values[10 * 48]! - 181)).toBeLessThan(4);
  });

  it('the depth picture of HEIC', async () => {
    const file = readFixture('heif-enc-depth.heic');
    expect((await decodePhoto(file)).depthInFile).toBe('inner');
    expectRows(await decodeDepthRaw(file), (y) => 40 + 3 * y);
  });

  it('what Samsung’s phones put behind the photo: bytes in the photo’s shape', async () => {
    const photo = readFixture('photo.jpg');
    const { height, width } = await decodePhoto(photo);
    const map = Uint8Array.from({ length: height * width }, (_, i) => 40 + Math.floor(i / width));
    const file = withSamsungBlock(photo, 'DualShot_DepthMap_1', map);
    expect(findInnerDepth(file)?.kind).toBe('Samsung');
    const raw = await decodeDepthRaw(file, 'p.jpg');
    expect([raw.height, raw.width]).toEqual([height, width]);
    expect([...raw.values]).toEqual([...map]);
    expect(inEnglish(raw.notes[0]!)).toContain('Samsung');
    expect(findInnerDepth(withSamsungBlock(photo, 'Image_UTC_Data', map))).toBeNull();
    expect(findInnerDepth(file.subarray(0, file.length - 9))).toBeNull();
  });

  it('a container’s depth is found with more behind it, and its confidence is left alone', async () => {
    const file = readFixture('exiftool-container.jpg');
    const longer = new Uint8Array([...file, ...new Uint8Array(500)]);
    expectRows(await decodeDepthRaw(longer), (y) => 40 + 3 * y);
    const renamed = Buffer.from(file).toString('latin1').replace('"Depth"', '"ConfidenceOfDepth"');
    expect(findInnerDepth(new Uint8Array(Buffer.from(renamed, 'latin1')))?.kind).not.toBe(
      'Dynamic Depth',
    );
  });

  it.each([
    ['disparity', 'bright'],
    ['depth', 'dark'],
  ])('a HEIC file whose text calls its picture %s has near as %s', (kind, near) => {
    const file = readFixture('heif-enc-depth.heic');
    const text = `<x:AuxiliaryImageType>${kind}</x:AuxiliaryImageType>`;
    const said = new Uint8Array([...file, ...new TextEncoder().encode(text)]);
    expect(findInnerDepth(said)).toMatchObject({ kind: 'HEIC', near });
  });

  it('a broken depth picture in a HEIC file is refused with one sentence', async () => {
    const file = readFixture('heif-enc-depth.heic').slice();
    file.fill(0, file.length - 60);
    file.fill(255, file.length - 400, file.length - 60);
    await expect(decodeDepthRaw(file, 'p.heic')).rejects.toThrow(
      /^The depth inside p\.heic is damaged or cut short/,
    );
  });

  it.each(['exiftool-gain-map.jpg', 'photo.jpg', 'heif-enc-alpha.heic', 'rgb8.png', 'photo.webp'])(
    '%s holds none',
    (name) => {
      expect(findInnerDepth(readFixture(name))).toBeNull();
    },
  );

  it('a block of XMP that is spread over segments is put together in its order', () => {
    const text = (letters: string) => [...letters].map((letter) => letter.charCodeAt(0));
    const part = (offset: number, letters: string) => {
      const body = [
        ...text('http://ns.adobe.com/xmp/extension/\0'),
        ...text('0'.repeat(32)),
        ...[0, 0, 0, 9, 0, 0, 0, offset],
        ...text(letters),
      ];
      return [0xff, 0xe1, 0, body.length + 2, ...body];
    };
    const file = Uint8Array.from([
      0xff,
      0xd8,
      ...part(5, 'Data'),
      ...part(0, 'GDepth:'.slice(0, 5)),
    ]);
    expect(readXmp(file)).toBe('GDeptData');
  });

  it('names without an end are gone through once', () => {
    const hostile = new TextEncoder().encode(
      `http://ns.adobe.com/xap/1.0/\0${'GDepth:Data>'.repeat(5000)}`,
    );
    const length = hostile.length + 2;
    const file = Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...hostile]);
    expect(findInnerDepth(file)).toBeNull();
  });
});

describe.skipIf(!HAVE_CASES)('photos of phones (../shared/cases)', () => {
  it.each([
    ['gdepth.jpg', 'GDepth'],
    ['pixel_dynamic_depth.jpg', 'second picture'],
  ])('%s', async (name, kind) => {
    const file = readCase(`photo-gdepth/${name}`);
    expect(findInnerDepth(file)?.kind).toBe(kind);
    const { height, width } = await decodePhoto(file);
    const depth = await decodeDepth(file, { near: 'bright' });
    expect(depth.height / depth.width).toBeCloseTo(height / width, 2);
    // The kettle stands before the wall.
    const at = (y: number, x: number) =>
      depth.data[Math.round(y * depth.height) * depth.width + Math.round(x * depth.width)]!;
    expect(at(0.65, 0.55)).toBeGreaterThan(at(0.1, 0.5) + 0.3);
  });
});
