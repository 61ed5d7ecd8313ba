import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodePhoto } from './decodePhoto.ts';
import { decodePng } from './decodePng.ts';
import { readFixture } from './fixtures/read.ts';
import { encodeRgbPng } from './testing/pngFiles.ts';
import { withPngProfile } from './testing/profiles.ts';

/** Inks of other programs' files, and what LittleCMS, or Pillow without a profile, makes of them. */
describe('inks of print', () => {
  // The decoders of JPEG differ by their rounding.
  it.each([
    ['pil-cmyk-profile.jpg', 6, 0],
    ['pil-cmyk-progressive.jpg', 3, 1],
    ['pil-ycck.jpg', 4, 1],
    ['pil-cmyk.tif', 2, 0],
  ])('%s is what it is elsewhere', async (name, tolerance, remarks) => {
    const photo = await decodePhoto(readFixture(name), name);
    const expected = decodePng(readFixture(`${name}.expected.png`), name);
    expect([photo.height, photo.width]).toEqual([expected.height, expected.width]);
    const differences = Array.from(photo.data, (value, i) => Math.abs(value - expected.data[i]!));
    expect(Math.max(...differences)).toBeLessThanOrEqual(tolerance);
    expect(photo.remarks).toHaveLength(remarks);
  });

  it('says that inks without a profile may look too strong', async () => {
    const photo = await decodePhoto(readFixture('cmyk.jpg'), 'cmyk.jpg');
    expect(photo.remarks.map(inEnglish).join(' ')).toMatch(/\(CMYK\), without a profile/);
  });

  it('refuses a file that is cut short, and one that declares more than it holds', async () => {
    const file = readFixture('pil-ycck.jpg');
    await expect(decodePhoto(file.slice(0, 700), 'cut.jpg')).rejects.toThrow(/damaged or cut/);
    const large = file.slice();
    const frame = Buffer.from(large).indexOf(Buffer.from([0xff, 0xc2]));
    large.set([0x10, 0, 0x10, 0], frame + 5);
    await expect(decodePhoto(large, 'bomb.jpg')).rejects.toThrow(/damaged or cut/);
    large.set([0x20, 0, 0x20, 0], frame + 5);
    await expect(decodePhoto(large, 'large.jpg')).rejects.toThrow(/more than the 25 megapixels/);
  });
});

it('brings the colours of a profile made of tables to sRGB', async () => {
  const rgb = { height: 1, width: 1, data: Uint8Array.of(200, 100, 50) };
  const file = withPngProfile(encodeRgbPng(rgb), readFixture('mft2-rgb.icc'));
  const photo = await decodePhoto(file);
  expect(photo.remarks).toEqual([]);
  expect([...photo.data]).not.toEqual([200, 100, 50]);
});
