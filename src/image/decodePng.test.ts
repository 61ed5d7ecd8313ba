import { zlibSync } from 'fflate';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { decodePhoto } from './decodePhoto.ts';
import { chunk, manyZeros, onePixel } from './testing/pngFiles.ts';

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

it('decodes an interlaced picture of one bit and more than 64 kB', async () => {
  const side = 800;
  const ofPass = (height: number, width: number, byte: number) =>
    Buffer.concat(
      Array.from({ length: height }, () =>
        Buffer.concat([Buffer.of(0), Buffer.alloc(Math.ceil(width / 8), byte)]),
      ),
    );
  // The last pass has the odd rows, whole: they alone are white.
  const [half, quarter, eighth] = [side / 2, side / 4, side / 8];
  const black = [
    ...[ofPass(eighth, eighth, 0), ofPass(eighth, eighth, 0), ofPass(eighth, quarter, 0)],
    ...[ofPass(quarter, quarter, 0), ofPass(quarter, half, 0), ofPass(half, half, 0)],
  ];
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 1], 8);
  const file = Buffer.concat([
    onePixel(new Uint8Array(0)).subarray(0, 8),
    chunk('IHDR', header),
    chunk('IDAT', zlibSync(Buffer.concat([...black, ofPass(half, side, 255)]))),
    chunk('IEND', new Uint8Array(0)),
  ]);
  const { data } = await decodePhoto(new Uint8Array(file));
  const isStriped = data.every((value, i) => value === (Math.floor(i / (3 * side)) % 2) * 255);
  expect(isStriped).toBe(true);
});
