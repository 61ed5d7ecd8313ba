import { getDecoder } from 'geotiff';
import { hasText } from '../math/bytes.ts';
import { cmykToRgb } from './cmykToRgb.ts';
import { FEWEST_BYTES } from './decodeReduced.ts';
import { requireSize } from './imageHeader.ts';
import { segmentsOf } from './jpegParts.ts';
import type { ImageSize, Pixels } from './types.ts';
import type { Told } from '../languages/sentence.ts';

/** TIFF's number of JPEG, by which the library has its decoder. */
const JPEG = 7;
/** The decoder takes 60 bytes a pixel. */
const MOST_PIXELS = 24 * 1024 * 1024;
const APP14 = 0xee;
/** In the segment that Adobe's programs write, the byte that tells how inks are coded. */
const TRANSFORM = 11;
const YCCK = 2;

function isYcck(bytes: Uint8Array): boolean {
  for (const { marker, start } of segmentsOf(bytes)) {
    if (marker === APP14 && hasText(bytes, start, 'Adobe'))
      return bytes[start + TRANSFORM] === YCCK;
  }
  return false;
}

/** Stored samples as inks, in place. Every program writes inks as light: 255 is none. */
function toInks(data: Uint8ClampedArray, ycck: boolean): void {
  for (let at = 0; at < data.length; at += 4) {
    if (ycck) {
      const luma = data[at]!;
      const blue = data[at + 1]! - 128;
      const red = data[at + 2]! - 128;
      data[at] = luma + 1.402 * red;
      data[at + 1] = luma - 0.344136 * blue - 0.714136 * red;
      data[at + 2] = luma + 1.772 * blue;
    } else {
      for (let c = 0; c < 3; c++) data[at + c] = 255 - data[at + c]!;
    }
    data[at + 3] = 255 - data[at + 3]!;
  }
}

/**
 * Decodes a JPEG of four inks, as Photoshop writes it for print, to sRGB. MozJPEG as it is built for browsers has no way to such
 * colours; the decoder of the library geotiff (MIT) has.
 *
 * @throws ImageError for a picture that is too large; whatever the library throws on bad data
 */
export async function decodeCmykJpeg(
  bytes: Uint8Array,
  { height, width }: ImageSize,
  subject: Told,
): Promise<Pixels> {
  requireSize({ height, width }, subject, MOST_PIXELS);
  if (bytes.length < height * width * FEWEST_BYTES) throw new RangeError('Samples are missing.');
  const decoder = await getDecoder(JPEG, {} as Parameters<typeof getDecoder>[1]);
  const samples = new Uint8ClampedArray(await decoder.decodeBlock(bytes.slice().buffer));
  if (samples.length !== height * width * 4) throw new RangeError('Samples are missing.');
  toInks(samples, isYcck(bytes));
  const { data, notes } = cmykToRgb(new Uint8Array(samples.buffer), bytes);
  return { height, width, channels: 3, bitDepth: 8, data, isSrgb: true, notes };
}
