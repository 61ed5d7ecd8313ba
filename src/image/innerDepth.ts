import { findJpegFrame, isJpeg } from './imageHeader.ts';
import { holdsDepthPicture } from './isoBoxes.ts';
import { behindJpeg, jpegsIn, readXmp } from './jpegParts.ts';

/** Where a photo's file holds the depth that belongs to it. */
export interface InnerDepth {
  readonly kind: 'GDepth' | 'Dynamic Depth' | 'second picture' | 'HEIC';
  /** The file of the depth; null of HEIC, where it is no file of its own. */
  readonly bytes: Uint8Array | null;
  /** Which end of its values is near, where the file says so. */
  readonly near: 'bright' | 'dark' | null;
}

/** How messages call them. */
/** Photo and depth may differ in shape by this share. */
const SHAPE_TOLERANCE = 0.02;
/** A depth map is no smaller than this, in pixels. */
const SMALLEST = 32;
/** Words of pictures that tell brightness for bright screens, which are grey as well. */
const GAIN_MAP = /hdrgm|hdrgainmap|GainMap/;

/** An attribute's or element's value of XMP. */
function valueOf(xmp: string, name: string): string | null {
  const found = new RegExp(`${name}(?:\\s*=\\s*["']([^"']*)["']|>([^<>]*)<)`).exec(xmp);
  return found === null ? null : (found[1] ?? found[2])!;
}

function fromBase64(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replace(/\s+/g, '')), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** RangeInverse and RangeLinear both count from the near plane, at 0, to the far one. */
function nearOfFormat(format: string | null): InnerDepth['near'] {
  return format !== null && /^Range(Inverse|Linear)$/.test(format) ? 'dark' : null;
}

function findGDepth(xmp: string): InnerDepth | null {
  const data = valueOf(xmp, 'GDepth:Data') ?? valueOf(xmp, 'GDepth:DepthImage');
  const bytes = data === null || data === '' ? null : fromBase64(data);
  if (bytes === null) return null;
  return { kind: 'GDepth', bytes, near: nearOfFormat(valueOf(xmp, 'GDepth:Format')) };
}

/** The files that a container lists behind the photo, in order: each with what it is and how long. */
function listItems(xmp: string) {
  const items = xmp.split(/<[\w:]*Item[\s>]/).slice(1);
  return items.flatMap((item) => {
    const length = Number(valueOf(item, 'Item:Length') ?? 0);
    const what = `${valueOf(item, 'Item:Semantic') ?? ''} ${valueOf(item, 'Item:DataURI') ?? ''}`;
    return Number.isSafeInteger(length) && length > 0 ? [{ length, what }] : [];
  });
}

/** The container's files end with the file. */
function findContained(bytes: Uint8Array, xmp: string): InnerDepth | null {
  const items = listItems(xmp);
  const index = items.findIndex(({ what }) => /depth/i.test(what));
  if (index < 0) return null;
  const end = items.slice(index + 1).reduce((at, { length }) => at - length, bytes.length);
  const start = end - items[index]!.length;
  if (start <= 0) return null;
  const format = valueOf(xmp, 'DepthMap:Format') ?? valueOf(xmp, 'GDepth:Format');
  const near = nearOfFormat(format);
  return { kind: 'Dynamic Depth', bytes: bytes.subarray(start, end), near };
}

/** A grey JPEG of the photo's shape behind the photo. */
function findSecondPicture(bytes: Uint8Array, xmp: string): InnerDepth | null {
  const photo = findJpegFrame(bytes);
  if (photo === null || GAIN_MAP.test(xmp)) return null;
  for (const picture of jpegsIn(behindJpeg(bytes))) {
    const { channels, height, width } = findJpegFrame(picture)!;
    if (channels !== 1 || Math.min(height, width) < SMALLEST) continue;
    const said = readXmp(picture);
    if (GAIN_MAP.test(said)) continue;
    const [a, b] = [photo.width * height, photo.height * width];
    if (Math.abs(a - b) > SHAPE_TOLERANCE * Math.min(a, b)) continue;
    // Apple's word for it: the nearer, the greater.
    const near = /AuxiliaryImageType\W+disparity/.test(said) ? 'bright' : null;
    return { kind: 'second picture', bytes: picture, near };
  }
  return null;
}

/**
 * Looks for the depth that cameras put into a photo's file, without decoding anything: Google's GDepth, the containers of
 * Android's Dynamic Depth, a grey picture behind the photo, the depth picture of HEIC.
 *
 * @returns null where there is none
 */
export function findInnerDepth(bytes: Uint8Array): InnerDepth | null {
  if (!isJpeg(bytes)) {
    return holdsDepthPicture(bytes) ? { kind: 'HEIC', bytes: null, near: null } : null;
  }
  const xmp = readXmp(bytes);
  return findGDepth(xmp) ?? findContained(bytes, xmp) ?? findSecondPicture(bytes, xmp);
}
