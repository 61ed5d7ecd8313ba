import { findColourMap } from './colourMappedDepth.ts';
import { decodePixels } from './decodePixels.ts';
import { loadDecoder, refuseVariant } from './imageError.ts';
import { isPng, pngChunks } from './imageHeader.ts';
import { findInnerDepth } from './innerDepth.ts';
import { isJpeg, segmentsOf } from './jpegParts.ts';
import { findPacking } from './packedDepth.ts';
import { guessDepthPlace, photoPart } from './rgbdParts.ts';
import { imageSays } from './sentences.ts';
import type { DepthPlace, Photo, Pixels } from './types.ts';

/** A sample of the given opacity over white, as a byte. */
function byteOnWhite(sample: number, alpha: number, white: number): number {
  const blended = white + ((sample - white) * alpha) / white;
  return Math.round((blended * 255) / white);
}

/** Whether no camera makes such pixels. */
function isDepthMap(pixels: Pixels): boolean {
  const { channels, bitDepth, step } = pixels;
  if (channels < 3) return bitDepth === 16 && step === undefined;
  return bitDepth === 8 && (findPacking(pixels) ?? findColourMap(pixels)) !== null;
}

/** Whether every pixel is black or white, and both are there, as in masks. */
function isMask(data: Uint8Array): boolean {
  let [black, white] = [0, 0];
  for (let at = 0; at < data.length; at += 3) {
    const level = data[at]!;
    if (level !== data[at + 1] || level !== data[at + 2]) return false;
    if (level === 0) black++;
    else if (level === 255) white++;
    else return false;
  }
  return black > 0 && white > 0;
}

/** Segments that hold parts of a profile, among other things. */
const APP2 = 0xe2;
/** Chunks that name colours. */
const COLOUR_CHUNKS: readonly string[] = ['cICP', 'iCCP', 'gAMA'];

/** Whether a file may say what its colours mean. Most JPEG and PNG files do not; of others, only what reads them knows. */
function mayNameColours(bytes: Uint8Array): boolean {
  if (isJpeg(bytes)) return [...segmentsOf(bytes)].some(({ marker }) => marker === APP2);
  return !isPng(bytes) || pngChunks(bytes, '').some(({ type }) => COLOUR_CHUNKS.includes(type));
}

/**
 * What a file says of its colours; null where it says nothing. What reads that is loaded only when such a file comes.
 *
 * @throws ImageError when it cannot be loaded
 */
async function coloursOf(bytes: Uint8Array) {
  if (!mayNameColours(bytes)) return null;
  const { readPhotoColours } = await loadDecoder('ICC', () => import('./photoColours.ts'));
  return readPhotoColours(bytes);
}

/**
 * Decodes a picture file to an upright 8-bit RGB photo. Grey becomes equal channels, transparency is laid on white, 16 bits
 * are rounded to 8. The colours of a profile (Display P3, Adobe RGB …), of code points or of PNG's gamma become those of sRGB;
 * of a broken profile, and of HDR, whose highlights become white, a remark tells. The same code runs in a page and in
 * Node, so both give the same bytes.
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
  const pixels = await decodePixels(bytes, name, 'photo');
  const depthInFile =
    place !== null ? null : findInnerDepth(bytes) !== null ? 'inner' : guessDepthPlace(pixels);
  const photo = place === null ? pixels : photoPart(pixels, place);
  const { height, width, channels, bitDepth, data } = photo;
  const colours = photo.isSrgb ? null : await coloursOf(bytes);
  const white = bitDepth === 16 ? 65535 : 255;
  const shown = channels >= 3 ? 3 : 1;
  const hasAlpha = channels !== shown;
  const out = new Uint8Array(height * width * 3);
  for (let pixel = 0; pixel < height * width; pixel++) {
    const from = pixel * channels;
    const alpha = hasAlpha ? data[from + shown]! : white;
    for (let channel = 0; channel < 3; channel++) {
      const sample = data[from + (shown === 3 ? channel : 0)]!;
      out[pixel * 3 + channel] =
        alpha === 255 && white === 255 ? sample : byteOnWhite(sample, alpha, white);
    }
  }
  const looksLike = isDepthMap(photo) ? 'depth' : isMask(out) ? 'mask' : null;
  const remarks = [...(pixels.notes ?? [])];
  if (looksLike === 'depth') remarks.push(imageSays.photoIsDepth());
  if (looksLike === 'mask') remarks.push(imageSays.photoIsMask());
  colours?.convert?.(out);
  if (colours?.remark) remarks.push(colours.remark);
  const turned = pixels.turnedBy === undefined ? {} : { turnedBy: pixels.turnedBy };
  return { height, width, data: out, depthInFile, looksLike, remarks, ...turned };
}

/** @throws ImageError of a photo among many that is a depth map or a mask: nobody looks at each of them */
export function requirePhoto({ looksLike }: Photo, name: string): void {
  if (looksLike === 'depth') refuseVariant(imageSays.depthAsPhoto(name));
  if (looksLike === 'mask') refuseVariant(imageSays.maskAsPhoto(name));
}
