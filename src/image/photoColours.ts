import { isoCodes, pngCodes, pngGamma } from './colourCodes.ts';
import { type ColourProfile, convertToSrgb, isSrgb, readColourProfile } from './colourProfile.ts';
import { findProfile } from './findProfile.ts';
import { ImageError } from './imageError.ts';
import { isPng } from './imageHeader.ts';
import { imageSays } from './sentences.ts';

/**
 * What a photo's file says of its colours.
 *
 * - null: nothing, or what means sRGB;
 * - a function that brings RGB bytes to sRGB, in place;
 * - `unread`: a profile that is broken or of another kind;
 * - `highRange`: colours of HDR.
 */
export type PhotoColours = ((data: Uint8Array) => void) | 'unread' | 'highRange' | null;

function conversion(profile: ColourProfile): PhotoColours {
  return isSrgb(profile) ? null : (data) => convertToSrgb(data, profile);
}

/**
 * What a profile made of tables says. What reads those is loaded only when one comes.
 *
 * @throws ImageError when it cannot be loaded
 */
async function readTables(profile: Uint8Array): Promise<PhotoColours> {
  const [{ readProfileTables }, { tablesToSrgb }] = await Promise.all([
    import('./profileTables.ts'),
    import('./tablesToSrgb.ts'),
  ]).catch((cause: unknown) => {
    const sentence = imageSays.decoderUnavailable('ICC');
    throw new ImageError('decoderUnavailable', sentence, { cause });
  });
  const tables = readProfileTables(profile);
  if (tables?.channels !== 3) return 'unread';
  return (data) => tablesToSrgb(tables, data, data);
}

/**
 * Reads what a file says of its colours. Code points of a PNG go before a profile, and a profile before all else (PNG, third
 * edition, 4.3; ISO/IEC 23008-12).
 *
 * @throws ImageError when what reads an unusual profile cannot be loaded
 */
export async function readPhotoColours(bytes: Uint8Array): Promise<PhotoColours> {
  try {
    const codes = isPng(bytes) ? pngCodes(bytes) : null;
    if (codes !== null) return codes === 'highRange' ? codes : conversion(codes);
    const embedded = findProfile(bytes);
    if (embedded !== null) {
      const profile = readColourProfile(embedded);
      return profile === null ? await readTables(embedded) : conversion(profile);
    }
    const plain = isPng(bytes) ? pngGamma(bytes) : isoCodes(bytes);
    return plain === null || plain === 'highRange' ? plain : conversion(plain);
  } catch (cause) {
    if (cause instanceof ImageError && cause.code === 'decoderUnavailable') throw cause;
    return null; // broken metadata does not make a picture unusable
  }
}
