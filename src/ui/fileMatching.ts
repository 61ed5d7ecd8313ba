/** What a file's name and first bytes tell about its role. */
export interface FileLook {
  readonly name: string;
  /** One channel; null where the bytes do not say. */
  readonly grey: boolean | null;
  /** Bits per channel; null where the bytes do not say. */
  readonly bitDepth: number | null;
}

export const ROLES = ['photo', 'depth', 'truth'] as const;
export type Role = (typeof ROLES)[number];

/** Enough of a JPEG to find its frame header behind the usual metadata. */
export const LOOK_BYTES = 256 * 1024;

const DEPTH_WORDS = /(^|[^a-z])(depth|disp|disparity|dpt|zbuffer|range)([^a-z]|$)/i;
const TRUTH_WORDS = /(^|[^a-z])(gt|ground_?truth|truth|masks?|labels?|annotation)([^a-z]|$)/i;
const PHOTO_WORDS = /(^|[^a-z])(rgb|photo|image|img|colou?r|left)([^a-z]|$)/i;

/** Reads channels and bits from the first bytes of a PNG or JPEG file. */
export function lookAt(name: string, head: Uint8Array): FileLook {
  const png = lookAtPng(head);
  if (png !== null) return { name, ...png };
  const channels = jpegChannels(head);
  if (channels !== null) return { name, grey: channels === 1, bitDepth: 8 };
  return { name, grey: null, bitDepth: null };
}

function lookAtPng(head: Uint8Array): { grey: boolean; bitDepth: number } | null {
  const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (head.length < 26 || signature.some((byte, index) => head[index] !== byte)) return null;
  const colourType = head[25];
  return { bitDepth: head[24]!, grey: colourType === 0 || colourType === 4 };
}

/** Channels in a JPEG's frame header; null where there is none. */
function jpegChannels(head: Uint8Array): number | null {
  if (head[0] !== 0xff || head[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < head.length && head[at] === 0xff) {
    const marker = head[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return head[at + 9]!;
    at += 2 + (head[at + 2]! << 8) + head[at + 3]!;
  }
  return null;
}

/** How much a file looks like a depth map; above 0 it rather is one. */
export function depthLikeness(file: FileLook): number {
  const stem = file.name.replace(/\.[^.]*$/, '');
  let score = 0;
  if (file.bitDepth === 16) score += 2;
  if (file.grey === true) score += 1;
  if (file.grey === false) score -= 1;
  if (DEPTH_WORDS.test(stem)) score += 3;
  if (PHOTO_WORDS.test(stem)) score -= 3;
  return score;
}

/** How much a file looks like a ground truth; above 2 its name says so. */
function truthLikeness(file: FileLook): number {
  const stem = file.name.replace(/\.[^.]*$/, '');
  let score = 0;
  if (TRUTH_WORDS.test(stem)) score += 3;
  if (DEPTH_WORDS.test(stem) || PHOTO_WORDS.test(stem)) score -= 3;
  if (file.grey === false || file.bitDepth === 16) score -= 1;
  if (file.bitDepth !== null && file.bitDepth < 8) score += 2;
  return score;
}

/** Files that one drop may hold. */
export const MAX_FILES = ROLES.length;

/**
 * Which of up to three files is the photo, which the depth map and which the ground truth. Of two, one is a ground
 * truth only if its name says so; what cannot be told apart keeps the order photo, depth, ground truth.
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
    found.depth = (swapped ? first : second).index;
  }
  return found;
}
