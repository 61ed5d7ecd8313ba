import { afterEach, describe, expect, it, vi } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { canReduce, decodeReduced, reducedSize } from './decodeReduced.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { type ImageHeader, MAXIMUM_PIXELS } from './imageHeader.ts';
import { findJpegFrame } from './jpegParts.ts';

const LARGE: ImageHeader = {
  format: 'JPEG',
  hasExif: true,
  hasInks: false,
  height: 9000,
  width: 12000,
};

/** A browser's decoder, which keeps what it was given. */
function fakeBrowser() {
  const seen: { blob: Blob; options: ImageBitmapOptions }[] = [];
  vi.stubGlobal('createImageBitmap', async (blob: Blob, options: ImageBitmapOptions) => {
    seen.push({ blob, options });
    return { close: () => undefined };
  });
  let row = 0;
  const context = {
    drawImage: (_: unknown, __: number, y: number) => (row = y),
    // Every pixel holds the number of its strip.
    getImageData: (_: number, __: number, width: number, height: number) => ({
      data: new Uint8ClampedArray(width * height * 4).fill(row / 256),
    }),
  };
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => context;
    },
  );
  return seen;
}

afterEach(() => vi.unstubAllGlobals());

describe('a JPEG that is too large', () => {
  it('keeps its shape and fits', () => {
    const { height, width } = reducedSize(LARGE);
    expect(height * width).toBeLessThanOrEqual(MAXIMUM_PIXELS / 2);
    expect(width / height).toBeCloseTo(12 / 9, 3);
  });

  it('is opened smaller only by a browser, and only if it may be what it says', () => {
    expect(canReduce(LARGE, 3e7)).toBe(false);
    fakeBrowser();
    expect(canReduce(LARGE, 3e7)).toBe(true);
    expect(canReduce(LARGE, 400)).toBe(false);
    expect(canReduce({ ...LARGE, format: 'PNG' }, 3e7)).toBe(false);
    expect(canReduce({ ...LARGE, height: 65535, width: 65535 }, 1e9)).toBe(false);
    expect(canReduce({ ...LARGE, height: 900, width: 1200 }, 3e7)).toBe(false);
  });

  it('is read in strips, without the browser turning it or converting its colours, and says so', async () => {
    const seen = fakeBrowser();
    const pixels = await decodeReduced(readFixture('orientation-6.jpg'), LARGE, 'large.jpg');
    const { height, width } = reducedSize(LARGE);
    expect([pixels.height, pixels.width, pixels.data.length]).toEqual([
      height,
      width,
      height * width * 4,
    ]);
    expect(pixels.data.at(-1)).toBe(Math.floor((height - 1) / 256));
    expect(pixels.notes!.map(inEnglish)).toEqual([
      expect.stringMatching(/^The photo has 12000 × 9000 pixels/),
    ]);
    expect(seen[0]!.options).toMatchObject({ colorSpaceConversion: 'none', resizeWidth: width });
    const given = new Uint8Array(await seen[0]!.blob.arrayBuffer());
    expect(findJpegFrame(given)?.hasExif).toBe(false);
    expect(given).toHaveLength(readFixture('orientation-6.jpg').length);
  });

  it('is refused in Node as ever', async () => {
    const bytes = Uint8Array.from(readFixture('photo.jpg'));
    const frame = bytes.findIndex(
      (byte, i) => byte === 0xff && /c[0-2]/.test(bytes[i + 1]!.toString(16)),
    );
    bytes.set([9000 >> 8, 9000 & 255, 12000 >> 8, 12000 & 255], frame + 5);
    await expect(decodePhoto(bytes, 'large.jpg')).rejects.toThrow(/67 megapixels that fit/);
  });
});
