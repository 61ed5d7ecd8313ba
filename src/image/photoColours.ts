import { isoCodes, pngCodes, pngGamma } from './colourCodes.ts';
import { type ColourProfile, readColourProfile } from './colourProfile.ts';
import { findProfile } from './findProfile.ts';
import { isPng } from './imageHeader.ts';

/**
 * What a photo's file says of its colours.
 *
 * - null: nothing, which means sRGB;
 * - `unread`: a profile that is made of tables, or broken;
 * - `highRange`: colours of HDR.
 */
export type PhotoColours = ColourProfile | 'unread' | 'highRange' | null;

/**
 * Reads what a file says of its colours. Code points of a PNG go before a profile, and a profile before all else (PNG, third
 * edition, 4.3; ISO/IEC 23008-12).
 */
export function readPhotoColours(bytes: Uint8Array): PhotoColours {
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
