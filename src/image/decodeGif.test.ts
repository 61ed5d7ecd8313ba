import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { decodeDepthRaw } from './decodeDepth.ts';
import { decodeMap } from './decodeMap.ts';
import { decodePhoto } from './decodePhoto.ts';
import { HEIGHT, ramp, RAMP_RGB, readFixture, WIDTH } from './fixtures/read.ts';
import { ImageError } from './imageError.ts';
import { decodeTruth } from './truthMask.ts';

describe('GIFs that other programs wrote', () => {
  it.each(['magick-grey.gif', 'netpbm-interlaced.gif'])('%s as depth', async (name) => {
    const raw = await decodeDepthRaw(readFixture(name));
    expect(raw).toMatchObject({ height: HEIGHT, width: WIDTH, bitDepth: 8, colour: 'grey' });
    expect([...raw.values]).toEqual(ramp(255));
    expect(raw.notes).toEqual([]);
  });

  it('a transparent colour is no reading of depth', async () => {
    const { values, missing } = await decodeDepthRaw(readFixture('netpbm-transparent.gif'));
    expect([...values]).toEqual(ramp(255));
    expect([...missing!]).toEqual(ramp(255).map((value) => Number(value === 0)));
  });

  it('more codes than 12 bits have, interlaced', async () => {
    const { height, width, values } = await decodeDepthRaw(readFixture('pillow-noise.gif'));
    expect([height, width]).toEqual([90, 120]);
    values.forEach((value, i) => {
      const [y, x] = [Math.floor(i / 120), i % 120];
      expect(value).toBe((7 * x * x + 13 * y + x * y) % 256);
    });
  });

  it('magick-rgb.gif as a photo', async () => {
    const photo = await decodePhoto(readFixture('magick-rgb.gif'));
    expect([photo.height, photo.width]).toEqual([HEIGHT, WIDTH]);
    expect([...photo.data]).toEqual(RAMP_RGB);
    expect(photo.remarks).toEqual([]);
  });

  it('pillow-mask.gif as a ground truth and as a map', async () => {
    const file = readFixture('pillow-mask.gif');
    expect([...(await decodeTruth(file)).data]).toEqual(ramp(1));
    expect([...(await decodeMap(file)).data]).toEqual(ramp(1));
  });

  it('of an animation the first picture is taken, and that is told', async () => {
    const { data, remarks } = await decodePhoto(readFixture('gifsicle-film.gif'));
    expect([...data]).toEqual(RAMP_RGB);
    expect(remarks.map(inEnglish)).toEqual(['It holds 3 pictures, of which the first is used.']);
  });

  it('what the first picture does not cover is transparent', async () => {
    const { height, width, data } = await decodePhoto(readFixture('gifsicle-part.gif'));
    expect([height, width]).toEqual([HEIGHT, WIDTH]);
    RAMP_RGB.forEach((value, i) => {
      const [y, x] = [Math.floor(i / 3 / WIDTH), Math.floor(i / 3) % WIDTH];
      const isCovered = x >= 2 && x < 8 && y >= 1 && y < 4;
      expect(data[i]).toBe(isCovered ? value : 255);
    });
  });
});

describe('damaged GIFs', () => {
  it('cut short within the first picture is refused with one sentence', async () => {
    const file = readFixture('magick-rgb.gif');
    for (const length of [6, 13, 100, 210, 240]) {
      const error: unknown = await decodePhoto(file.slice(0, length), 'd').catch((e: unknown) => e);
      expect(error, `${length} bytes`).toBeInstanceOf(ImageError);
      expect((error as ImageError).message).toMatch(/^d is [^.]*\.$/);
    }
  });

  it('cut short behind the first picture is read', async () => {
    const file = readFixture('gifsicle-film.gif');
    const { data, remarks } = await decodePhoto(file.slice(0, -8));
    expect([...data]).toEqual(RAMP_RGB);
    expect(remarks.map(inEnglish).join()).toContain('2 pictures');
  });

  it.each([
    ['screen', 6],
    ['picture', readFixture('magick-grey.gif').indexOf(0x2c, 13 + 3 * 64) + 5],
  ])('a %s that is far larger than its bytes can say is refused at once', async (_, at) => {
    const file = readFixture('magick-grey.gif').slice();
    const view = new DataView(file.buffer);
    for (const side of [at, at + 2]) view.setUint16(side, 8000, true);
    await expect(decodeDepthRaw(file, 'd')).rejects.toThrow('d is damaged or cut short');
    for (const side of [at, at + 2]) view.setUint16(side, 0xffff, true);
    await expect(decodeDepthRaw(file, 'd')).rejects.toThrow('67 megapixels');
  });
});
