import type { Told } from '../languages/sentence.ts';
import { decodeWithCodec } from './codecs.ts';
import type { WasmFormat } from './codecs.ts';
import { decodePng, isFewInterlaced } from './decodePng.ts';
import { findForeignFormat } from './foreignFormats.ts';
import { asImageError, damaged, loadDecoder, refuseVariant } from './imageError.ts';
import { canReduce, decodeReduced } from './decodeReduced.ts';
import { hasEndMark } from './jpegParts.ts';
import { type ImageHeader, readImageHeader, requireSize } from './imageHeader.ts';
import { applyOrientation, readOrientation } from './orientation.ts';
import { formatSays } from './formatSentences.ts';
import type { FloatPixels, Pixels, Role } from './types.ts';

/** libjpeg's notes on data that it had to make up; others, such as stray bytes, do no harm. */
const HARMFUL = /premature end|bad huffman|instead of RST|inconsistent progression/i;

async function decodeWasm(
  bytes: Uint8Array,
  format: WasmFormat,
  subject: Told,
  role: Role,
): Promise<Pixels> {
  const { height, width, data, complaints } = await decodeWithCodec(bytes, format);
  if (complaints.some((line) => HARMFUL.test(line))) {
    if (format !== 'JPEG' || hasEndMark(bytes)) throw damaged(subject, complaints.join('; '));
    const { decodeEndlessJpeg } = await loadDecoder('JPEG', () => import('./decodeEndlessJpeg.ts'));
    return decodeEndlessJpeg(bytes, subject, role);
  }
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { height, width, channels: 4, bitDepth: 8, data: samples };
}

/** Decodes a file of the formats that browsers show. */
async function decodeWebFile(bytes: Uint8Array, subject: Told, role: Role): Promise<Pixels> {
  const header = readImageHeader(bytes, subject);
  const pixels = canReduce(header, bytes.length)
    ? await decodeReduced(bytes, header, subject)
    : await decodeWhole(bytes, header, subject, role);
  if (!header.hasExif) return pixels;
  const turn = await readOrientation(bytes);
  if (turn === 1) return pixels;
  return { ...pixels, ...applyOrientation(pixels, pixels.channels, turn), turnedBy: turn };
}

/** A PNG file as its decoder reads it. */
async function plainPng(bytes: Uint8Array, subject: Told): Promise<Uint8Array> {
  if (!isFewInterlaced(bytes)) return bytes;
  const { withoutInterlacing } = await loadDecoder('PNG', () => import('./pngInterlace.ts'));
  return withoutInterlacing(bytes, subject);
}

async function decodeWhole(
  bytes: Uint8Array,
  header: ImageHeader,
  subject: Told,
  role: Role,
): Promise<Pixels> {
  const { format, height, width } = header;
  requireSize(header, subject);
  let pixels: Pixels;
  try {
    if (format === 'PNG') pixels = decodePng(await plainPng(bytes, subject), subject);
    else if (header.hasInks) {
      const { decodeCmykJpeg } = await loadDecoder(
        'JPEG (CMYK)',
        () => import('./decodeCmykJpeg.ts'),
      );
      pixels = await decodeCmykJpeg(bytes, header, subject);
    } else pixels = await decodeWasm(bytes, format, subject, role);
  } catch (cause) {
    throw asImageError(cause, subject);
  }
  if (pixels.height !== height || pixels.width !== width) throw damaged(subject);
  return pixels;
}

/**
 * Decodes a picture file, recognised by its bytes, and turns it upright: PNG, JPEG, WebP, and what depth maps come in.
 *
 * @param subject how messages call the file, e.g. its name
 * @param role what is wanted of a file of several arrays
 * @returns floats of formats that hold them
 * @throws ImageError with one sentence on what is wrong and what to do
 */
export async function decodePicture(
  bytes: Uint8Array,
  subject: Told,
  role: Role,
): Promise<Pixels | FloatPixels> {
  const format = findForeignFormat(bytes);
  if (format === null) return decodeWebFile(bytes, subject, role);
  const decode = await loadDecoder(format.name, () => format.decoder());
  try {
    return await decode(bytes, subject, role);
  } catch (cause) {
    throw asImageError(cause, subject);
  }
}

/**
 * `decodePicture` of a file that is to be a picture to look at.
 *
 * @throws ImageError as `decodePicture`, and of a file of floats
 */
export async function decodePixels(bytes: Uint8Array, subject: Told, role: Role): Promise<Pixels> {
  const pixels = await decodePicture(bytes, subject, role);
  if (pixels.bitDepth !== 32) return pixels;
  return refuseVariant(formatSays.floats(subject));
}
