import { compareShapes } from './fitDepth.ts';
import { isPng } from './imageHeader.ts';
import { holdsDepthPicture } from './isoBoxes.ts';
import { behindJpeg, findJpegFrame, isJpeg, jpegsIn, readXmp } from './jpegParts.ts';
import { findSamsungDepth } from './samsungDepth.ts';
import type { InnerDepth } from './types.ts';

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

interface ContainedItem {
  readonly length: number;
  /** Bytes that are left free behind it. */
  readonly padding: number;
  readonly what: string;
}

/** The files that a container lists, in order: the photo itself, whose length need not be there, then those behind it. */
function listItems(xmp: string): ContainedItem[] {
  const items = xmp.split(/<[\w:]*Item[\s>]/).slice(1);
  const size = (item: string, name: string) => {
    const value = Number(valueOf(item, name) ?? 0);
    return Number.isSafeInteger(value) && value > 0 ? value : 0;
  };
  return items.map((item) => ({
    length: size(item, 'Item:Length'),
    padding: size(item, 'Item:Padding'),
    what: `${valueOf(item, 'Item:Semantic') ?? ''} ${valueOf(item, 'Item:DataURI') ?? ''}`,
  }));
}

/** Depth, and not how sure of it the camera is. */
function isDepth({ what, length }: ContainedItem): boolean {
  return length > 0 && /depth/i.test(what) && !/confidence/i.test(what);
}

/** The container's files follow the photo, and end with the file unless some camera puts more behind them. */
function findContained(bytes: Uint8Array, xmp: string): InnerDepth | null {
  const items = listItems(xmp);
  const index = items.findIndex(isDepth);
  if (index < 0) return null;
  const { length } = items[index]!;
  const sum = (some: readonly ContainedItem[]) =>
    some.reduce((total, item) => total + item.length + item.padding, 0);
  const fromEnd = bytes.length - sum(items.slice(index + 1)) - items[index]!.padding - length;
  const behind = bytes.length - behindJpeg(bytes).length + (items[0]?.padding ?? 0);
  const fromPhoto = behind + sum(items.slice(1, index));
  const start = [fromEnd, fromPhoto].find((at) => {
    const file = bytes.subarray(Math.max(at, 0));
    return at > 0 && (isJpeg(file) || isPng(file));
  });
  if (start === undefined) return null;
  const format = valueOf(xmp, 'DepthMap:Format') ?? valueOf(xmp, 'GDepth:Format');
  const near = nearOfFormat(format);
  return { kind: 'Dynamic Depth', bytes: bytes.subarray(start, start + length), near };
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
    if (compareShapes(photo, { height, width }) !== 'same') continue;
    return { kind: 'second picture', bytes: picture, near: nearOfAuxiliary(said) };
  }
  return null;
}

/** Apple's words for the two kinds of its depth pictures: of disparity the near is bright, of depth it is dark. */
function nearOfAuxiliary(said: string): InnerDepth['near'] {
  const kind = /AuxiliaryImageType\W+(disparity|depth)\b/.exec(said)?.[1];
  return kind === undefined ? null : kind === 'disparity' ? 'bright' : 'dark';
}

/** The depth picture of a HEIC file, about which text elsewhere in the file may say more. */
function findHeifDepth(bytes: Uint8Array): InnerDepth | null {
  if (!holdsDepthPicture(bytes)) return null;
  return { kind: 'HEIC', bytes: null, near: nearOfAuxiliary(new TextDecoder().decode(bytes)) };
}

/**
 * Looks for the depth that cameras put into a photo's file, without decoding anything: Google's GDepth, the containers of
 * Android's Dynamic Depth, Samsung's blocks, a grey picture behind the photo, the depth picture of HEIC.
 *
 * @returns null where there is none
 */
export function findInnerDepth(bytes: Uint8Array): InnerDepth | null {
  if (!isJpeg(bytes)) return findHeifDepth(bytes);
  const xmp = readXmp(bytes);
  const samsung = findSamsungDepth(bytes);
  return (
    findGDepth(xmp) ??
    findContained(bytes, xmp) ??
    (samsung === null ? null : { kind: 'Samsung', bytes: samsung, near: null }) ??
    findSecondPicture(bytes, xmp)
  );
}
