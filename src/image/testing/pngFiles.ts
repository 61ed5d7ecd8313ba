import { constants, deflateRawSync } from 'node:zlib';
import { encode } from 'fast-png';
import { crc32 } from '../../math/crc32.ts';
import type { RgbImage } from '../types.ts';

/** An RGB picture as an 8-bit PNG file. */
export function encodeRgbPng({ height, width, data }: RgbImage): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ height, width, data, channels: 3, depth: 8 }));
}

/** A chunk of a PNG file. */
export function chunk(type: string, data: Uint8Array): Uint8Array {
  const out = new Uint8Array(12 + data.length);
  const view = new DataView(out.buffer);
  view.setUint32(0, data.length);
  out.set(new TextEncoder().encode(type), 4);
  out.set(data, 8);
  view.setUint32(8 + data.length, crc32(out.subarray(4, 8 + data.length)));
  return out;
}

/** A zlib stream of so many megabytes of zeros, put together from copies of one. */
export function manyZeros(megabytes: number): Uint8Array {
  const one = deflateRawSync(new Uint8Array(2 ** 20), { finishFlush: constants.Z_FULL_FLUSH });
  const copies = Array.from({ length: megabytes }, () => one);
  return Buffer.concat([Uint8Array.of(0x78, 0x9c), ...copies, Uint8Array.of(3, 0, 0, 0, 0, 0)]);
}

/** An RGB file of one pixel, by its header, with any data. */
export function onePixel(data: Uint8Array): Uint8Array {
  const header = Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', new Uint8Array(0))];
  return new Uint8Array(Buffer.concat([signature, ...chunks]));
}
