import { encode } from 'fast-png';
import type { ImageSize, RgbaImage, ScalarMap } from './types.ts';

function encodeSamples(
  { height, width }: ImageSize,
  data: Uint8Array | Uint16Array,
  channels: number,
): Uint8Array<ArrayBuffer> {
  const depth = data instanceof Uint16Array ? 16 : 8;
  // A copy of its own: the encoder hands out a view into a larger buffer.
  return new Uint8Array(encode({ height, width, data, channels, depth }));
}

/** The map as integers: 0 becomes 0, 1 becomes `brightest`, values beyond are clipped, NaN is 0. */
function quantise<T extends Uint8Array | Uint16Array>(
  map: ScalarMap,
  brightest: number,
  out: T,
): T {
  for (let i = 0; i < out.length; i++) {
    out[i] = Math.round(Math.min(Math.max(map.data[i]!, 0), 1) * brightest);
  }
  return out;
}

/** A map in [0,1] as an 8-bit grey PNG file, unstretched: 255 is 1. */
export function encodeGreyPng(map: ScalarMap): Uint8Array<ArrayBuffer> {
  return encodeSamples(map, quantise(map, 255, new Uint8Array(map.data.length)), 1);
}

/** A map in [0,1] as a 16-bit grey PNG file, unstretched: 65535 is 1. */
export function encodeGrey16Png(map: ScalarMap): Uint8Array<ArrayBuffer> {
  return encodeSamples(map, quantise(map, 65535, new Uint16Array(map.data.length)), 1);
}

/** A picture with transparency as an 8-bit PNG file. */
export function encodeRgbaPng(image: RgbaImage): Uint8Array<ArrayBuffer> {
  return encodeSamples(image, image.data, 4);
}
