import { constants, deflateRawSync } from 'node:zlib';
import { encode } from 'fast-png';
import { expect, it } from 'vitest';
import { crc32 } from '../math/crc32.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { decodePhoto } from './decodePhoto.ts';

function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** A zlib stream of so many megabytes of zeros, put together from copies of one. */
function manyZeros(megabytes: number): Uint8Array {
  const one = deflateRawSync(new Uint8Array(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH });
  const copies = Array.from({ length: megabytes }, () => one);
  return Buffer.concat([Uint8Array.of(0x78, 0x9c), ...copies, Uint8Array.of(3, 0, 0, 0, 0, 0)]);
}

/** An RGB file of one pixel, by its header, with any data. */
function onePixel(data: Uint8Array): Uint8Array {
  const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}

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
