import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw, depthRemarks } from './decodeDepth.ts';
import { decodePhoto } from './decodePhoto.ts';
import { decodePicture } from './decodePixels.ts';
import { valueOf } from './depthValues.ts';
import { readFixture } from './fixtures/read.ts';
import { findPacking } from './packedDepth.ts';
import type { Pixels } from './types.ts';

/** What make_foreign.py packs: a floor, a wall and a box, in metres. */
function metresAt(pixel: number): number {
  const [y, x] = [Math.floor(pixel / 64), pixel % 64];
  const isBox = y > 12 && y < 30 && x > 20 && x < 40;
  return isBox ? 4 + x / 40 : 60 - y * 1.1 + x / 16;
}

describe('depth packed into colours', () => {
  it.each([
    ['opencv-packed-red-lowest.png', 1000 / (256 ** 3 - 1), 'red as the lowest'],
    ['opencv-packed-red-highest.png', 1000 / (256 ** 3 - 1), 'blue as the lowest'],
    ['opencv-packed-two.png', 1 / 1000, 'blue as the lowest'],
  ])('%s is unpacked, and told', async (name, unit, told) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect(depthRemarks(raw).map(inEnglish).join()).toContain(told);
    const off = raw.values.filter(
      (level, i) => Math.abs(valueOf(raw, level) * unit - metresAt(i)) > 0.002,
    );
    // Of floats, the two ends are cut.
    expect(off.length).toBeLessThanOrEqual(2);
    const photo = await decodePhoto(readFixture(name));
    expect(photo.looksLike).toBe('depth');
  });

  it.each([
    'photo.jpg',
    'photo.webp',
    'rgb8.png',
    'opencv-jet.jpg',
    'opencv-rgb.bmp',
    'palette.png',
  ])('%s is none', async (name) => {
    const pixels = await decodePicture(readFixture(name), name, 'photo');
    expect(pixels.bitDepth === 32 ? null : findPacking(pixels)).toBeNull();
  });

  it('noise of all colours is none', () => {
    const data = Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 2654435761) >>> 24);
    const noise: Pixels = { height: 64, width: 64, channels: 3, bitDepth: 8, data };
    expect(findPacking(noise)).toBeNull();
  });
});
