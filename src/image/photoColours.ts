import type { Sentence } from '../languages/sentence.ts';
import { type CodedColours, isoCodes, pngCodes, pngGamma } from './colourCodes.ts';
import { type ColourProfile, convertToSrgb, isSrgb, readColourProfile } from './colourProfile.ts';
import { findProfile } from './findProfile.ts';
import { ImageError, loadDecoder } from './imageError.ts';
import { isPng } from './imageHeader.ts';
import { imageSays } from './sentences.ts';

/** What a photo's file says of its colours. */
export interface PhotoColours {
  /** Brings RGB bytes to sRGB, in place; null where they are, or where nothing says what they mean. */
  readonly convert: ((data: Uint8Array) => void) | null;
  /** One sentence on what is not as it was, or null. */
  readonly remark: Sentence | null;
}

const AS_THEY_ARE: PhotoColours = { convert: null, remark: null };

function conversion(profile: ColourProfile): PhotoColours {
  if (isSrgb(profile)) return AS_THEY_ARE;
  return { convert: (data) => convertToSrgb(data, profile), remark: null };
}

function conversionOfCodes({ profile, highRange }: CodedColours): PhotoColours {
  return highRange
    ? { ...conversion(profile), remark: imageSays.highRange() }
    : conversion(profile);
}

/**
 * What a profile made of tables says. What reads those is loaded only when one comes.
 *
 * @throws ImageError when it cannot be loaded
 */
async function readTables(profile: Uint8Array): Promise<PhotoColours> {
  const [{ readProfileTables }, { tablesToSrgb }] = await loadDecoder('ICC', () =>
    Promise.all([import('./profileTables.ts'), import('./tablesToSrgb.ts')]),
  );
  const tables = readProfileTables(profile);
  if (tables?.channels !== 3) return { convert: null, remark: imageSays.brokenProfile() };
  return { convert: (data) => tablesToSrgb(tables, data, data), remark: null };
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
    if (codes !== null) return conversionOfCodes(codes);
    const embedded = findProfile(bytes);
    if (embedded !== null) {
      const profile = readColourProfile(embedded);
      return profile === null ? await readTables(embedded) : conversion(profile);
    }
    if (isPng(bytes)) {
      const plain = pngGamma(bytes);
      return plain === null ? AS_THEY_ARE : conversion(plain);
    }
    const coded = isoCodes(bytes);
    return coded === null ? AS_THEY_ARE : conversionOfCodes(coded);
  } catch (cause) {
    if (cause instanceof ImageError && cause.code === 'decoderUnavailable') throw cause;
    return AS_THEY_ARE; // broken metadata does not make a picture unusable
  }
}
