import type { Told } from '../languages/sentence.ts';
import { hasText, textAt, viewOf } from '../math/bytes.ts';
import { requireSize } from './imageHeader.ts';
import type { ImageSize } from './types.ts';

/** The boxes of HEIC, AVIF and JPEG XL files (ISO/IEC 14496-12, 23008-12, 18181-2). */
export interface Box {
  readonly type: string;
  /** First byte of what is in it, and the one behind. */
  readonly start: number;
  readonly end: number;
}

/** The boxes between two bytes; one that is cut off, and all behind it, is left out. */
export function boxesIn(bytes: Uint8Array, start: number, end: number): Box[] {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let at = start; at + 8 <= end;) {
    const short = view.getUint32(at);
    const long = short === 1 && at + 16 <= end;
    const size = long ? Number(view.getBigUint64(at + 8)) : short === 0 ? end - at : short;
    const head = long ? 16 : 8;
    if (size < head || at + size > end) break;
    boxes.push({ type: textAt(bytes, at + 4, 4), start: at + head, end: at + size });
    at += size;
  }
  return boxes;
}

function inside(bytes: Uint8Array, boxes: readonly Box[], type: string, skip: number): Box[] {
  return boxes
    .filter((box) => box.type === type)
    .flatMap(({ start, end }) => boxesIn(bytes, start + skip, end));
}

/** The properties of a file's pictures: sizes, turns, kinds of auxiliary pictures. */
export function propertiesOf(bytes: Uint8Array): Box[] {
  const file = boxesIn(bytes, 0, bytes.length);
  const meta = inside(bytes, file, 'meta', 4);
  return inside(bytes, inside(bytes, meta, 'iprp', 0), 'ipco', 0);
}

/** What the file says it is: the major brand, then those it is compatible with; empty of other files. */
export function brandsOf(bytes: Uint8Array): string[] {
  if (bytes.length < 16 || !hasText(bytes, 4, 'ftyp')) return [];
  const end = Math.min(viewOf(bytes).getUint32(0), bytes.length, 256);
  const brands = [textAt(bytes, 8, 4)];
  for (let at = 16; at + 4 <= end; at += 4) brands.push(textAt(bytes, at, 4));
  return brands;
}

/** Height and width of the largest picture in the file; null where there is none. */
function largestSize(bytes: Uint8Array): ImageSize | null {
  const view = viewOf(bytes);
  let largest = null;
  for (const { type, start, end } of propertiesOf(bytes)) {
    if (type !== 'ispe' || end - start < 12) continue;
    const size = { width: view.getUint32(start + 4), height: view.getUint32(start + 8) };
    if (largest === null || size.width * size.height > largest.width * largest.height) {
      largest = size;
    }
  }
  return largest;
}

/**
 * Refuses a file before its decoder makes room for the largest of its pictures.
 *
 * @throws ImageError for a size that does not fit; RangeError where there is no picture
 */
export function requireIsoSize(bytes: Uint8Array, subject: Told): void {
  const size = largestSize(bytes);
  if (size === null) throw new RangeError('There is no picture.');
  requireSize(size, subject);
}

/** Bits of a sample, the most of any picture in the file: of HEVC (14496-15, 8.3.3.1) and AV1 (AV1-ISOBMFF, 2.3). */
export function sampleBits(bytes: Uint8Array): number {
  const bits = propertiesOf(bytes).map(({ type, start }) => {
    if (type === 'hvcC') return 8 + (bytes[start + 17]! & 7);
    if (type !== 'av1C') return 8;
    const [high, twelve] = [bytes[start + 2]! & 64, bytes[start + 2]! & 32];
    return high === 0 ? 8 : twelve === 0 ? 10 : 12;
  });
  return Math.max(8, ...bits);
}

/** Text of a property of auxiliary pictures (`auxC`) that says it is depth, in HEVC's words or in MPEG-B's. */
const DEPTH_KINDS = ['urn:mpeg:hevc:2015:auxid:2', 'urn:mpeg:mpegB:cicp:systems:auxiliary:depth'];

/** Whether one of the file's pictures is the depth of another. */
export function holdsDepthPicture(bytes: Uint8Array): boolean {
  return propertiesOf(bytes).some(({ type, start, end }) => {
    if (type !== 'auxC') return false;
    const text = textAt(bytes, start + 4, Math.min(end - start - 4, 64));
    return DEPTH_KINDS.some((kind) => text.startsWith(`${kind}\0`));
  });
}
