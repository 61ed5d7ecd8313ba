import { hasText, viewOf } from '../math/bytes.ts';
import { findJpegFrame, isJpeg } from './imageHeader.ts';

const XMP = 'http://ns.adobe.com/xap/1.0/\0';
const XMP_EXTENSION = 'http://ns.adobe.com/xmp/extension/\0';
/** Behind the text of an extension: a digest in letters, the whole length, and where this part begins. */
const DIGEST = 32;

interface Segment {
  readonly marker: number;
  /** First byte behind the length, and the one behind the segment. */
  readonly start: number;
  readonly end: number;
}

/** Segments of a JPEG file up to its first scan, which is the last of them. */
export function segmentsOf(bytes: Uint8Array, from: number): Segment[] {
  const view = viewOf(bytes);
  const segments: Segment[] = [];
  for (let at = from + 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) break;
    segments.push({ marker, start: at + 4, end });
    if (marker === 0xda) break;
    at = end;
  }
  return segments;
}

/** The byte behind a JPEG file's end mark; null where it has none. */
function endOfJpeg(bytes: Uint8Array, from: number): number | null {
  const scan = segmentsOf(bytes, from).at(-1);
  if (scan === undefined || scan.marker !== 0xda) return null;
  for (let at = scan.end; at + 1 < bytes.length; at++) {
    // In a scan, 0xff is followed by 0 or a restart mark; what else follows is a mark of its own.
    if (bytes[at] !== 0xff || bytes[at + 1] !== 0xd9) continue;
    return at + 2;
  }
  return null;
}

/** What a JPEG file says of itself in XMP, its extension put together. */
export function readXmp(bytes: Uint8Array): string {
  const decoder = new TextDecoder();
  const parts: { offset: number; start: number; end: number }[] = [];
  let text = '';
  for (const { marker, start, end } of segmentsOf(bytes, 0)) {
    if (marker !== 0xe1) continue;
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
    if (!hasText(bytes, at, '\xff\xd8\xff')) continue;
    beginnings++;
    const end = endOfJpeg(bytes, at);
    if (end === null) continue;
    const picture = bytes.subarray(at, end);
    if (findJpegFrame(picture) !== null) yield picture;
    at = end - 1;
  }
}
