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
