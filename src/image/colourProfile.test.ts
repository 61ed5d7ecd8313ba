import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { resizeArea } from '../math/resize.ts';
import { convertToSrgb, isSrgb, readColourProfile } from './colourProfile.ts';
import { decodePhoto } from './decodePhoto.ts';
import { decodePng } from './decodePng.ts';
import { readFixture } from './fixtures/read.ts';
import { encodeRgbPng } from './testing/pngFiles.ts';
import {
  ADOBE_RGB,
  curveTag,
  DISPLAY_P3,
  profileBytes,
  profileSegments,
  rgbProfile,
  SRGB,
  SRGB_CURVE,
  withJpegSegments,
  withPngProfile,
  withTiffProfile,
} from './testing/profiles.ts';
import { HAVE_CASES, readCase } from './testing/sharedCases.ts';

function readSample(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../../public/samples/${name}`, import.meta.url)));
}

const sameCurve = curveTag({ parameters: SRGB_CURVE });
const displayP3 = rgbProfile(DISPLAY_P3, sameCurve);

function converted(profile: Uint8Array, colour: readonly number[]): number[] {
  const data = Uint8Array.from(colour);
  convertToSrgb(data, readColourProfile(profile)!);
  return [...data];
}

function largestDifference(ours: ArrayLike<number>, theirs: readonly number[]): number {
  return Math.max(...theirs.map((value, i) => Math.abs(value - ours[i]!)));
}

describe('convertToSrgb', () => {
  // Expected by the chromaticities of the spaces, without any profile.
  it.each([
    ['Display P3', displayP3, [200, 100, 50], [215, 93, 31]],
    ['Display P3, beyond sRGB', displayP3, [60, 180, 90], [0, 183, 78]],
    ['Display P3, grey', displayP3, [128, 128, 128], [128, 128, 128]],
    [
      'Adobe RGB',
      rgbProfile(ADOBE_RGB, curveTag({ gamma: 2.19921875 })),
      [200, 100, 50],
      [227, 100, 42],
    ],
  ])('%s', (_, profile, colour, expected) => {
    expect(largestDifference(converted(profile, colour), expected)).toBeLessThanOrEqual(1);
  });

  it('reads curves of samples, and the straight one of none', () => {
    const linear = rgbProfile(SRGB, curveTag({ samples: [] }));
    const sampled = rgbProfile(SRGB, curveTag({ samples: [0, 32768, 65535] }));
    expect(largestDifference(converted(linear, [128, 128, 128]), [188, 188, 188])).toBe(0);
    expect(converted(sampled, [128, 64, 200])).toEqual(converted(linear, [128, 64, 200]));
  });

  it('reads the one curve of grey', () => {
    const grey = profileBytes('GRAY', { kTRC: curveTag({ gamma: 1 }) });
    expect(converted(grey, [128, 128, 128])).toEqual([188, 188, 188]);
  });
});

it('knows sRGB by what it does', () => {
  expect(isSrgb(readColourProfile(rgbProfile(SRGB, sameCurve))!)).toBe(true);
  expect(isSrgb(readColourProfile(displayP3)!)).toBe(false);
});

it('leaves profiles alone that are broken, cut short, or of another kind', () => {
  expect(readColourProfile(displayP3.subarray(0, 200))).toBeNull();
  expect(readColourProfile(new Uint8Array(10))).toBeNull();
  expect(readColourProfile(profileBytes('CMYK', {}))).toBeNull();
});

describe('decodePhoto', () => {
  const rgb = { height: 1, width: 1, data: Uint8Array.of(200, 100, 50) };

  it('converts what a PNG’s profile says', async () => {
    const photo = await decodePhoto(withPngProfile(encodeRgbPng(rgb), displayP3));
    expect(largestDifference(photo.data, [215, 93, 31])).toBeLessThanOrEqual(1);
  });

  it('converts what a JPEG’s profile in several parts says', async () => {
    const file = readFixture('photo.jpg');
    const plain = await decodePhoto(file);
    convertToSrgb(plain.data, readColourProfile(displayP3)!);
    const photo = await decodePhoto(withJpegSegments(file, profileSegments(displayP3)));
    expect(photo.data).toEqual(plain.data);
  });

  it('converts what a TIFF’s profile says', async () => {
    const file = readFixture('opencv-rgb.tif');
    const plain = await decodePhoto(file);
    const photo = await decodePhoto(withTiffProfile(file, displayP3));
    expect(photo.data).not.toEqual(plain.data);
    convertToSrgb(plain.data, readColourProfile(displayP3)!);
    expect(photo.data).toEqual(plain.data);
    expect(photo.remarks).toEqual([]);
  });

  it('warns of a profile that is broken or of inks, and leaves the numbers', async () => {
    for (const profile of [Uint8Array.of(1, 2, 3), profileBytes('CMYK', {})]) {
      const photo = await decodePhoto(withPngProfile(encodeRgbPng(rgb), profile));
      expect([...photo.data]).toEqual([200, 100, 50]);
      expect(photo.remarks.map(inEnglish).join(' ')).toMatch(
        /broken or of an unusual kind.*not applied.*Saved as sRGB/,
      );
    }
  });

  it('a profile that inflates to more than any has is left alone', async () => {
    const bomb = new Uint8Array(16 * 1024 * 1024);
    const photo = await decodePhoto(withPngProfile(encodeRgbPng(rgb), bomb));
    expect([...photo.data]).toEqual([200, 100, 50]);
  });

  it('leaves the numbers of a depth map alone', async () => {
    const file = withPngProfile(encodeRgbPng(rgb), displayP3);
    expect([...decodePng(file, 'depth.png').data]).toEqual([200, 100, 50]);
  });

  it('takes no orientation from XMP, as browsers do not', async () => {
    const packet =
      'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="6"/></rdf:RDF></x:xmpmeta>';
    const body = [...packet].map((letter) => letter.charCodeAt(0));
    const file = readFixture('photo.jpg');
    const plain = await decodePhoto(file);
    expect(await decodePhoto(withJpegSegments(file, [{ marker: 0xe1, body }]))).toEqual(plain);
  });

  it.skipIf(!HAVE_CASES)('shows a Display P3 photo’s red as it is', async () => {
    const photo = await decodePhoto(readCase('photo-display-p3/p3.jpg'));
    const { height, width, data } = photo;
    const original = await decodePhoto(readSample('motorcycle/rgb.jpg'));
    const same = resizeArea(original.data, original.height, original.width, 3, height, width);
    const errors = [0, 0, 0];
    let pixels = 0;
    for (let i = 0; i < same.length; i += 3) {
      if (same[i]! < 200 || same[i + 1]! > 80 || same[i + 2]! > 80) continue;
      pixels++;
      for (let channel = 0; channel < 3; channel++) {
        errors[channel]! += Math.abs(data[i + channel]! - same[i + channel]!);
      }
    }
    expect(pixels).toBeGreaterThan(100);
    // Unconverted they are 19, 22 and 16; what is left is how the picture was shrunk.
    for (const sum of errors) expect(sum / pixels).toBeLessThan(9);
  });
});
