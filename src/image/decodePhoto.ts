import { decodePixels } from './decodePixels.ts';
import type { RgbImage } from './types.ts';

/**
 * Decodes a PNG, JPEG or WebP file to an upright 8-bit RGB photo. Grey becomes equal channels,
 * transparency is laid on white, 16 bits are rounded to 8, colour profiles are ignored. The same
 * decoders run in a page and in Node, so both give the same bytes.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodePhoto(bytes: Uint8Array, name = 'The photo'): Promise<RgbImage> {
  const { height, width, channels, bitDepth, data } = await decodePixels(bytes, name);
  const white = bitDepth === 16 ? 65535 : 255;
  const colours = channels >= 3 ? 3 : 1;
  const hasAlpha = channels !== colours;
  const out = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? data[from + colours]! / white : 1;
    for (let channel = 0; channel < 3; channel++) {
      const sample = data[from + (colours === 3 ? channel : 0)]!;
      const onWhite = alpha === 1 ? sample : white + (sample - white) * alpha;
      out[pixel * 3 + channel] = Math.round((onWhite * 255) / white);
    }
  }
  return { height, width, data: out };
}
