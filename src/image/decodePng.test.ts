import { encode } from 'fast-png';
import { expect, it } from 'vitest';
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
