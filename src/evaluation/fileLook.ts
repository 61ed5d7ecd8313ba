import { readSampleFormat } from '../image/imageHeader.ts';
import { holdsNumbers, readName, ROLES, stemOf } from './fileRole.ts';
import type { Role } from '../image/types.ts';

/** What a file's name and first bytes tell about its role. */
export interface FileLook {
  readonly name: string;
  /** One channel; null where the bytes do not say. */
  readonly grey: boolean | null;
  /** Bits per channel; null where the bytes do not say. */
  readonly bitDepth: number | null;
}

/** Enough of a JPEG to find its frame header behind the usual metadata. */
export const LOOK_BYTES = 256 * 1024;

/** Reads channels and bits from the first bytes of a PNG or JPEG file. */
export function lookAt(name: string, head: Uint8Array): FileLook {
  return { name, ...(readSampleFormat(head) ?? { grey: null, bitDepth: null }) };
}

/** Files of which nothing else is known are rather depth maps than photos. */
const GREY_BY_HABIT = /\.(tiff?|pgm)$/i;

/** How much a file looks like a depth map; above 0 it rather is one. */
function depthLikeness(file: FileLook): number {
  const said = readName(stemOf(file.name)).role;
  let score = 0;
  if (file.bitDepth === 16) score += 2;
  if (file.grey === true) score += 1;
  if (file.grey === false) score -= 1;
  if (said === 'depth') score += 3;
  if (said === 'photo') score -= 3;
  if (holdsNumbers(file.name)) score += 3;
  if (file.grey === null && GREY_BY_HABIT.test(file.name)) score += 1;
  return score;
}

/** Photos of phones, some of which hold their depth besides and are named after it. */
const PHOTO_WITH_DEPTH = /\.(jpe?g|jfif|hei[cf]|hif|avif)$/i;

/** Whether a file that was given as a photo is likely a depth map: whatever its name says, photos are not grey in 16 bits. */
export function looksLikeDepth(file: FileLook): boolean {
  if (file.grey === true && file.bitDepth === 16) return true;
  const mayHoldBoth = file.grey !== true && PHOTO_WITH_DEPTH.test(file.name);
  return !mayHoldBoth && depthLikeness(file) >= 2;
}

/**
 * How much a file looks like a ground truth; above 1 it is taken for one: by its name, or as a grey picture of fewer than
 * 8 bits, which masks are and photos and depth maps are not.
 */
function truthLikeness(file: FileLook): number {
  const said = readName(stemOf(file.name)).role;
  let score = 0;
  if (said === 'truth') score += 3;
  if (said === 'depth' || said === 'photo') score -= 3;
  if (file.grey === false || file.bitDepth === 16) score -= 1;
  if (file.bitDepth !== null && file.bitDepth < 8) score += 2;
  return score;
}

/** Files that one drop may hold. */
const MAX_FILES = ROLES.length;

/**
 * Which of up to three files is the photo, which the depth map and which the ground truth. Of three, the likeliest is
 * the ground truth; of fewer, only one whose name says so, or a grey one of fewer than 8 bits whose name says neither
 * photo nor depth. What cannot be told apart keeps the order photo, depth, ground truth. What is plainly another ground truth is
 * no depth map, and has no role.
 * @returns indices into `files`, one for each role that was given
 */
export function matchRoles(files: readonly FileLook[]): Partial<Record<Role, number>> {
  const left = files.map((file, index) => ({ file, index }));
  const found: Partial<Record<Role, number>> = {};
  const truth = left.reduce((best, each) =>
    truthLikeness(each.file) >= truthLikeness(best.file) ? each : best,
  );
  if (files.length === MAX_FILES || truthLikeness(truth.file) > 1) {
    found.truth = truth.index;
    left.splice(left.indexOf(truth), 1);
  }
  const [first, second] = left;
  if (first !== undefined && second === undefined) {
    found[depthLikeness(first.file) > 0 ? 'depth' : 'photo'] = first.index;
  } else if (first !== undefined && second !== undefined) {
    const swapped = depthLikeness(first.file) > depthLikeness(second.file);
    found.photo = (swapped ? second : first).index;
    const depth = swapped ? first : second;
    if (truthLikeness(depth.file) <= 1) found.depth = depth.index;
  }
  return found;
}
