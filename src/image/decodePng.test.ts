import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { decodePhoto } from './decodePhoto.ts';
import { manyZeros, onePixel } from './testing/pngFiles.ts';

it('refuses data that inflates to far more than the header declares, without making room for it', async () => {
  const bomb = onePixel(manyZeros(1024));
  expect(bomb.length).toBeLessThan(2e6);
  const before = process.memoryUsage().arrayBuffers;
  await expect(decodePhoto(bomb, 'beach.png')).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringMatching(/^beach\.png is [^.]*\.$/),
  });
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(200e6);
});

it('decodes a picture whose data could be a bomb and is none', async () => {
  const side = 330;
  const random = new SeededGaussian(3);
  const data = Uint8Array.from({ length: side * side * 3 }, () => 128 + 40 * random.next());
  const file = encode({ height: side, width: side, channels: 3, data });
  expect(file.length).toBeGreaterThan(256 * 1024);
  const decoded = (await decodePhoto(file)).data;
  expect(Buffer.compare(decoded, data)).toBe(0);
});

it('tells of an animation that its first picture is used', async () => {
  const still = encode({ height: 1, width: 1, channels: 3, data: Uint8Array.of(1, 2, 3) });
  const control = [0, 0, 0, 8, ...[...'acTL'].map((letter) => letter.charCodeAt(0))];
  const frames = [0, 0, 0, 7, 0, 0, 0, 0];
  const file = Uint8Array.from([
    ...[...still.subarray(0, 33), ...control, ...frames, 0, 0, 0, 0],
    ...still.subarray(33),
  ]);
  const { data, remarks } = await decodePhoto(file);
  expect([...data]).toEqual([1, 2, 3]);
  expect(remarks.map(inEnglish)).toEqual(['It holds 7 pictures, of which the first is used.']);
  expect((await decodePhoto(still)).remarks).toEqual([]);
});
