import { hasText, joinBytes, textAt, viewOf } from '../math/bytes.ts';
import { isPng, pngChunks } from './imageHeader.ts';
import { inflateAtMost } from './inflateAtMost.ts';
import { propertiesOf } from './isoBoxes.ts';
import { isJpeg, segmentsOf } from './jpegParts.ts';

const APP2 = 0xe2;
const JPEG_TITLE = 'ICC_PROFILE\0';

/** Parts in segments APP2, each with its number from 1 and their count (ICC.1:2022, annex B.4). */
function ofJpeg(bytes: Uint8Array): Uint8Array | null {
  const parts: Uint8Array[] = [];
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker !== APP2 || !hasText(bytes, start, JPEG_TITLE)) continue;
    const body = start + JPEG_TITLE.length;
    parts[bytes[body]! - 1] = bytes.subarray(body + 2, end);
  }
  return parts.length === 0 || parts.includes(undefined as never) ? null : joinBytes(parts);
}

/** No profile is larger than this, inflated. */
const LARGEST = 4 * 1024 * 1024;

/** The chunk iCCP: a name, a zero, the compression's number, a zlib stream. */
function ofPng(bytes: Uint8Array): Uint8Array | null {
  const chunk = pngChunks(bytes, '').find(({ type }) => type === 'iCCP');
  if (chunk === undefined) return null;
  const nameEnd = bytes.indexOf(0, chunk.start);
  if (nameEnd < 0 || nameEnd + 2 > chunk.end) return null;
  return inflateAtMost(bytes.subarray(nameEnd + 2, chunk.end), LARGEST);
}

/** The property `colr` of HEIC and AVIF, where it holds a whole profile (ISO/IEC 14496-12, 12.1.5). */
function ofIsoFile(bytes: Uint8Array): Uint8Array | null {
  const box = propertiesOf(bytes).find(
    ({ type, start }) => type === 'colr' && ['prof', 'rICC'].includes(textAt(bytes, start, 4)),
  );
  return box === undefined ? null : bytes.subarray(box.start + 4, box.end);
}

function ofWebp(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  let offset = 12;
  while (offset + 8 <= bytes.length) {
    const length = view.getUint32(offset + 4, true);
    const start = offset + 8;
    if (textAt(bytes, offset, 4) === 'ICCP') return bytes.subarray(start, start + length);
    offset = start + length + (length % 2);
  }
  return null;
}

const ICC_TAG = 34675;

/** The tag of a TIFF file's first picture. */
function ofTiff(bytes: Uint8Array): Uint8Array | null {
  const view = viewOf(bytes);
  const little = bytes[0] === 0x49;
  const directory = view.getUint32(4, little);
  const count = view.getUint16(directory, little);
  for (let entry = directory + 2; entry < directory + 2 + count * 12; entry += 12) {
    if (view.getUint16(entry, little) !== ICC_TAG) continue;
    const start = view.getUint32(entry + 8, little);
    return bytes.subarray(start, start + view.getUint32(entry + 4, little));
  }
  return null;
}

/**
 * The ICC profile inside a JPEG, PNG, WebP, TIFF, HEIC or AVIF file, as bytes.
 *
 * @returns null where there is none, or only a broken one: broken metadata does not make a picture unusable
 */
export function findProfile(bytes: Uint8Array): Uint8Array | null {
  try {
    if (isJpeg(bytes)) return ofJpeg(bytes);
    if (isPng(bytes)) return ofPng(bytes);
    if (hasText(bytes, 8, 'WEBP')) return ofWebp(bytes);
    if (hasText(bytes, 4, 'ftyp')) return ofIsoFile(bytes);
    if (['II*\0', 'MM\0*'].includes(textAt(bytes, 0, 4))) return ofTiff(bytes);
    return null;
  } catch {
    return null;
  }
}
