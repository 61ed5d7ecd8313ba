import { encode } from 'fast-png';
import type { RgbImage } from '../types.ts';

/** An RGB picture as an 8-bit PNG file. */
export function encodeRgbPng({ height, width, data }: RgbImage): Uint8Array<ArrayBuffer> {
  return new Uint8Array(encode({ height, width, data, channels: 3, depth: 8 }));
}
