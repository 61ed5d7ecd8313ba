import { hasText, viewOf } from '../math/bytes.ts';

const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_EXTENSION = 'http://ns.adobe.com/xmp/extension/\0';
/** Behind the text of an extension: a digest in letters, the whole length, and where this part begins. */
const DIGEST = 32;

const START = '\xff\xd8\xff';
const APP1 = 0xe1;
const SCAN = 0xda;

export function isJpeg(bytes: Uint8Array): boolean {
  return hasText(bytes, 0, START);
}

interface Segment {
  readonly marker: number;
  /** First byte behind the length, and the one behind the segment. */
  readonly start: number;
  readonly end: number;
}

/** Segments of a JPEG file up to its first scan, which is the last of them; one that is cut off, and all behind it, is left out. */
export function* segmentsOf(bytes: Uint8Array, from = 0): Generator<Segment> {
  const view = viewOf(bytes);
  for (let at = from + 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++; // a marker may be padded in front
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end < at + 4 || end > bytes.length) return;
    yield { marker, start: at + 4, end };
    if (marker === SCAN) return;
    at = end;
  }
}

/** A JPEG's frame header. */
interface JpegFrame {
  /** The second byte of its marker, which tells the coding. */
  readonly marker: number;
  readonly bitDepth: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Whether an Exif block stands before it. */
  readonly hasExif: boolean;
}

/** Finds the frame header behind other segments; null where the bytes end or are damaged before it does. */
export function findJpegFrame(bytes: Uint8Array): JpegFrame | null {
  const view = viewOf(bytes);
  let hasExif = false;
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker === APP1 && hasText(bytes, start, 'Exif\0')) hasExif = true;
    const isTable = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
    if (marker < 0xc0 || marker > 0xcf || isTable) continue;
    if (end - start < 6) return null;
    return {
      ...{ marker, hasExif, bitDepth: bytes[start]!, channels: bytes[start + 5]! },
      ...{ height: view.getUint16(start + 1), width: view.getUint16(start + 3) },
    };
  }
  return null;
}

/** The byte behind a JPEG file's end mark; null where it has none. */
function endOfJpeg(bytes: Uint8Array, from: number): number | null {
  for (const { marker, end } of segmentsOf(bytes, from)) {
    if (marker !== SCAN) continue;
    for (let at = end; at + 1 < bytes.length; at++) {
      // In a scan, 0xff is followed by 0 or a restart mark; what else follows is a mark of its own.
      if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
    }
  }
  return null;
}

export function hasEndMark(bytes: Uint8Array): boolean {
  return endOfJpeg(bytes, 0) !== null;
}

/** What a JPEG file says of itself in XMP, its extension put together. */
export function readXmp(bytes: Uint8Array): string {
  const decoder = new TextDecoder();
  const parts: { offset: number; start: number; end: number }[] = [];
  let text = '';
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker !== APP1) continue;
    if (hasText(bytes, start, XMP)) {
      text += decoder.decode(bytes.subarray(start + XMP.length, end));
    } else if (hasText(bytes, start, XMP_EXTENSION)) {
      const head = start + XMP_EXTENSION.length + DIGEST;
      if (head + 8 > end) continue;
      parts.push({ offset: viewOf(bytes).getUint32(head + 4), start: head + 8, end });
    }
  }
  parts.sort((a, b) => a.offset - b.offset);
  const extension = parts.map(({ start, end }) => decoder.decode(bytes.subarray(start, end)));
  return text + extension.join('');
}

/** What follows a JPEG picture in its file; empty where nothing does. */
export function behindJpeg(bytes: Uint8Array): Uint8Array {
  const end = isJpeg(bytes) ? endOfJpeg(bytes, 0) : null;
  return end === null ? bytes.subarray(bytes.length) : bytes.subarray(end);
}

/** So many beginnings of pictures are looked at. */
const MOST_BEGINNINGS = 64;

/** The JPEG pictures that lie one behind the other, whatever lies between them. */
export function* jpegsIn(bytes: Uint8Array): Generator<Uint8Array> {
  let beginnings = 0;
  for (let at = 0; at + 4 <= bytes.length && beginnings < MOST_BEGINNINGS; at++) {
    if (!hasText(bytes, at, START)) continue;
    beginnings++;
    const end = endOfJpeg(bytes, at);
    if (end === null) continue;
    const picture = bytes.subarray(at, end);
    if (findJpegFrame(picture) !== null) yield picture;
    at = end - 1;
  }
}
