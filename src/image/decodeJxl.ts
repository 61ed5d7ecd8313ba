import type { Told } from '../languages/sentence.ts';
import { decodeWithCodec } from './codecs.ts';
import { PAPER_WHITE } from './colourCodes.ts';
import { encodeSrgb, srgbLight } from './colourProfile.ts';
import { formatSays } from './formatSentences.ts';
import { loadDecoder, refuseVariant } from './imageError.ts';
import { requireSize } from './imageHeader.ts';
import { readJxlHeader } from './jxlHeader.ts';
import { imageSays } from './sentences.ts';
import type { Pixels, Role } from './types.ts';

/**
 * Decodes the first picture of a JPEG XL file to 8 bits of sRGB, upright. Of a high dynamic range the decoder makes the
 * brightest white white, and all else nearly black; here the white of ordinary pictures becomes white. Of what is no photo,
 * 16 bits are kept.
 *
 * @throws ImageError for a size that does not fit, or when the decoder cannot be loaded; RangeError on bad data
 */
export async function decodeJxl(bytes: Uint8Array, subject: Told, role: Role): Promise<Pixels> {
  const header = readJxlHeader(bytes);
  requireSize(header, subject);
  if (role !== 'photo' && header.bitDepth > 8) {
    if (header.isFloat) refuseVariant(formatSays.floatJxl(subject));
    const { decodeDeepJxl } = await loadDecoder('JPEG XL', () => import('./decodeDeepJxl.ts'));
    return decodeDeepJxl(bytes, subject);
  }
  const { height, width, data } = await decodeWithCodec(bytes, 'JPEG XL');
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.length);
  const kind = { channels: 4, bitDepth: 8, isSrgb: true, fileBits: header.bitDepth } as const;
  const pixels = { height, width, data: samples, ...kind };
  if (header.peak === null) return pixels;
  brighten(samples, header.peak / PAPER_WHITE);
  return { ...pixels, notes: [imageSays.highRange()] };
}

/** Makes the light of RGBA bytes so many times brighter, in place. */
function brighten(data: Uint8Array, times: number): void {
  const levels = Uint8Array.from({ length: 256 }, (_, level) =>
    encodeSrgb(srgbLight(level / 255) * times),
  );
  for (let i = 0; i < data.length; i++) if (i % 4 !== 3) data[i] = levels[data[i]!]!;
}
