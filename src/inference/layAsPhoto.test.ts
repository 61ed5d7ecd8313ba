import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { turnDepth } from '../image/adjustDepth.ts';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { decodePhoto } from '../image/decodePhoto.ts';
import { readFixture } from '../image/fixtures/read.ts';
import type { RawDepth, RgbImage } from '../image/types.ts';
import { inEnglish } from '../languages/sentence.ts';
import { laidAsPhoto } from './prepareDepth.ts';

const SAMPLES = [
  'aloe',
  'gift-and-bear',
  'hat',
  'kettle',
  'motorcycle',
  'pink-room',
  'rabbit',
  'three-dogs',
  'two-chairs',
];

async function readSample(name: string): Promise<{ photo: RgbImage; raw: RawDepth }> {
  const read = (file: string) =>
    new Uint8Array(readFileSync(new URL(`../../public/samples/${name}/${file}`, import.meta.url)));
  return {
    photo: await decodePhoto(read('rgb.jpg')),
    raw: await decodeDepthRaw(read('depth.png')),
  };
}

const isSame = (a: RawDepth['values'], b: RawDepth['values']) =>
  a.every((value, i) => value === b[i]);

const notesOf = (raw: RawDepth) => raw.notes.map(inEnglish).join();

describe('a depth map of a photo whose file says that it is turned', () => {
  it('lies as the photo where it lay as the sensor, or is left with a note', async () => {
    let turned = 0;
    for (const name of SAMPLES) {
      const { photo, raw } = await readSample(name);
      for (const turnedBy of [2, 3, 4] as const) {
        const laid = await laidAsPhoto({ ...photo, turnedBy }, turnDepth(raw, turnedBy));
        const isTurned = notesOf(laid).includes('turned likewise');
        // `toEqual` takes half a second for so many values.
        if (isTurned) expect(isSame(laid.values, raw.values), name).toBe(true);
        else expect(notesOf(laid), name).toContain('turn or mirror it');
        turned += Number(isTurned);

        const upright = await laidAsPhoto({ ...photo, turnedBy }, raw);
        expect(upright.values, name).toBe(raw.values);
      }
    }
    expect(turned).toBeGreaterThanOrEqual(0.7 * 3 * SAMPLES.length);
  });

  it('by a quarter: the shapes decide', async () => {
    const { photo, raw } = await readSample('kettle');
    for (const [turnedBy, back] of [
      [6, 8],
      [8, 6],
    ] as const) {
      const laid = await laidAsPhoto({ ...photo, turnedBy }, turnDepth(raw, back));
      expect(isSame(laid.values, raw.values)).toBe(true);
      expect(notesOf(laid)).toContain('turned likewise');
      expect(await laidAsPhoto({ ...photo, turnedBy }, raw)).toBe(raw);
    }
  });

  it('is left where its own file says how it lies, and where the photo’s says nothing', async () => {
    const { photo, raw } = await readSample('kettle');
    const lying = turnDepth(raw, 3);
    expect(await laidAsPhoto(photo, lying)).toBe(lying);
    const said = { ...lying, isUpright: true as const };
    expect(await laidAsPhoto({ ...photo, turnedBy: 3 }, said)).toBe(said);
  });
});

it('photos and depth maps tell how their files say that they lie', async () => {
  for (const turnedBy of [2, 3, 4, 6] as const) {
    expect(await decodePhoto(readFixture(`orientation-${turnedBy}.jpg`))).toMatchObject({
      turnedBy,
    });
  }
  expect(await decodePhoto(readFixture('orientation-1.jpg'))).not.toHaveProperty('turnedBy');
  expect((await decodeDepthRaw(readFixture('orientation-6-grey.png'))).isUpright).toBe(true);
});
