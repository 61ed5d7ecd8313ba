import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeHeifDepth } from './decodeHeif.ts';
import { decodePhoto } from './decodePhoto.ts';
import { readFixture } from './fixtures/read.ts';
import { holdsDepthPicture, requireIsoSize } from './isoBoxes.ts';

const PLACES = [
  [5, 7],
  [20, 40],
  [44, 60],
] as const;

describe('HEIC and AVIF files', () => {
  it.each(['heif-enc.heic', 'heif-enc.avif', 'heif-enc-depth.heic'])(
    '%s as a photo',
    async (name) => {
      const { height, width, data } = await decodePhoto(readFixture(name));
      expect([height, width]).toEqual([48, 64]);
      for (const [y, x] of PLACES) {
        [4 * x, 5 * y, 128].forEach((value, c) => {
          expect(Math.abs(data[(y * 64 + x) * 3 + c]! - value)).toBeLessThan(10);
        });
      }
    },
  );

  it('the depth beside the photo', async () => {
    const { height, width, channels, data } = await decodeHeifDepth(
      readFixture('heif-enc-depth.heic'),
      'd',
    );
    expect([height, width, channels]).toEqual([48, 64, 1]);
    for (const [y, x] of PLACES) expect(Math.abs(data[y * 64 + x]! - 40 - 3 * y)).toBeLessThan(4);
  });

  it.each([
    ['heif-enc-12-bits.heic', 12],
    ['heif-enc-12-bits.avif', 12],
    ['heif-enc.heic', 8],
  ])('%s as depth: that fine steps are lost is told', async (name, bits) => {
    const notes = (await decodeDepthRaw(readFixture(name))).notes.map(inEnglish).join();
    if (bits === 8) expect(notes).not.toContain('bits a pixel');
    else expect(notes).toContain(`The file has ${bits} bits a pixel, of which 8 are read`);
  });

  it('whether there is depth is known without decoding', async () => {
    expect(holdsDepthPicture(readFixture('heif-enc-depth.heic'))).toBe(true);
    expect(holdsDepthPicture(readFixture('heif-enc-alpha.heic'))).toBe(false);
    expect(holdsDepthPicture(readFixture('photo.jpg'))).toBe(false);
    await expect(decodeHeifDepth(readFixture('heif-enc.heic'), 'h.heic')).rejects.toThrow(
      'h.heic is a HEIC file without depth',
    );
  });

  it.each(['heif-enc.heic', 'heif-enc.avif'])(
    '%s of a size that does not fit is refused before it is decoded',
    async (name) => {
      requireIsoSize(readFixture(name), 'p');
      const file = readFixture(name).slice();
      const at = String.fromCharCode(...file).indexOf('ispe') + 8;
      new DataView(file.buffer).setUint32(at, 60000);
      new DataView(file.buffer).setUint32(at + 4, 60000);
      await expect(decodePhoto(file, 'p')).rejects.toThrow(/60000×60000 pixels, more than/);
    },
  );
});
