import { isoCodes, pngCodes, pngGamma } from './colourCodes.ts';
import { type ColourProfile, convertToSrgb, isSrgb, readColourProfile } from './colourProfile.ts';
import { decodePixels } from './decodePixels.ts';
import { findProfile } from './findProfile.ts';
import { isPng } from './imageHeader.ts';
import { findInnerDepth } from './innerDepth.ts';
import { guessDepthPlace, photoPart } from './rgbdParts.ts';
import { imageSays } from './sentences.ts';
import type { DepthPlace, Photo } from './types.ts';

/**
 * What a photo's file says of its colours.
 *
 * - null: nothing, which means sRGB;
 * - `unread`: a profile that is made of tables, or broken;
 * - `highRange`: colours of HDR.
 */
type PhotoColours = ColourProfile | 'unread' | 'highRange' | null;

/**
 * Reads what a file says of its colours. Code points of a PNG go before a profile, and a profile before all else (PNG, third
 * edition, 4.3; ISO/IEC 23008-12).
 */
function readPhotoColours(bytes: Uint8Array): PhotoColours {
  try {
    const codes = isPng(bytes) ? pngCodes(bytes) : null;
    if (codes !== null) return codes;
    const embedded = findProfile(bytes);
    if (embedded !== null) return readColourProfile(embedded) ?? 'unread';
    return isPng(bytes) ? pngGamma(bytes) : isoCodes(bytes);
  } catch {
    return null; // broken metadata does not make a picture unusable
  }
}

/** A sample of the given opacity over white, as a byte. */
function byteOnWhite(sample: number, alpha: number, white: number): number {
  const blended = white + ((sample - white) * alpha) / white;
  return Math.round((blended * 255) / white);
}

/**
 * Decodes a picture file to an upright 8-bit RGB photo. Grey becomes equal channels, transparency is laid on white, 16 bits
 * are rounded to 8. The colours of a profile (Display P3, Adobe RGB …), of code points or of PNG's gamma become those of sRGB;
 * of a profile that is made of tables, and of HDR, a remark tells. The same code runs in a page and in Node, so both give the
 * same bytes.
 *
 * @param bytes the whole file
 * @param name how messages call the file
 * @param place where the picture has depth, which is then no part of the photo
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodePhoto(
  bytes: Uint8Array,
  name = 'The photo',
  place: DepthPlace | null = null,
): Promise<Photo> {
  const pixels = await decodePixels(bytes, name);
  const depthInFile =
    place !== null ? null : findInnerDepth(bytes) !== null ? 'inner' : guessDepthPlace(pixels);
  const photo = place === null ? pixels : photoPart(pixels, place);
  const { height, width, channels, bitDepth, data } = photo;
  const profile = readPhotoColours(bytes);
  const white = bitDepth === 16 ? 65535 : 255;
  const colours = channels >= 3 ? 3 : 1;
  const hasAlpha = channels !== colours;
  const out = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? data[from + colours]! : white;
    for (let channel = 0; channel < 3; channel++) {
      const sample = data[from + (colours === 3 ? channel : 0)]!;
      out[pixel * 3 + channel] =
        alpha === 255 && white === 255 ? sample : byteOnWhite(sample, alpha, white);
    }
  }
  const remarks = [...(pixels.notes ?? [])];
  if (profile === 'unread') remarks.push(imageSays.tableProfile());
  else if (profile === 'highRange') remarks.push(imageSays.highRange());
  else if (profile !== null && !isSrgb(profile)) convertToSrgb(out, profile);
  return { height, width, data: out, depthInFile, remarks };
}
