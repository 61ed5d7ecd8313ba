import type { Role } from '../image/types.ts';

/** All roles, the first file of a drop first. */
export const ROLES = ['photo', 'depth', 'truth'] as const satisfies readonly Role[];

/**
 * Words at either end of a folder's or file's name that say what it is; this list is the only one. Plural and upper case
 * are taken off before. Photos' words are weak: `depth_images` are depth maps.
 */
const WORDS: Readonly<Record<Role, readonly string[]>> = {
  photo: [
    ...['rgb', 'image', 'img', 'im', 'photo', 'picture', 'color', 'colour', 'left', 'right'],
    ...['allfocus', 'original', 'merged', '写真', '画像', '照片', '图像', '原图'],
  ],
  depth: [
    ...['depth', 'disparity', 'disp', 'dpt', 'depthmap', 'zbuffer'],
    ...['深度', '深度図', '深度图', '奥行き', 'デプス'],
  ],
  truth: [
    ...['gt', 'mask', 'groundtruth', 'truth', 'label', 'annotation', 'anno', 'matte', 'binary'],
    ...['alpha', 'trimap', 'manual', 'segmentation', 'seg'],
    ...['正解', '真値', 'マスク', '真值', '掩码'],
  ],
};

/** Second words of those above that may be written apart, and their first words. */
const APART: Readonly<Record<string, string>> = { truth: 'ground', focus: 'all' };

/** Words that say nothing by themselves and may follow one that does: `depth_map`, `GT_object_level`, `GT-new-PNG`. */
const FILLERS = [
  'map',
  'object',
  'level',
  'file',
  'new',
  'copy',
  'png',
  'jpg',
  'jpeg',
  'npy',
  'npz',
  'bw',
];

/** What networks that estimate depth add to a photo's name: they say nothing by themselves either. */
const OF_METHODS = ['pred', 'prediction', 'gray', 'grayscale', 'greyscale', '8bit'];

/** Networks that some programs name in a file's name. */
const NETWORKS = ['midas', 'zoe', 'zoedepth', 'marigold', 'metric3d', 'unidepth', 'depthpro'];

/** Of several files of one depth, those so called hold its numbers: they are wanted most. */
const PRECISE = [
  ...['meter', 'metre', 'metric', 'mm', '16bit', '32bit', 'uint16'],
  ...['fp16', 'fp32', 'float16', 'float32', 'f32'],
];

/** Words of a role that say it at the end of a name alone: cameras are called alpha, and pictures are of manuals, as well. */
const AT_END = ['alpha', 'manual', 'segmentation', 'seg'];

/** Words that mark another version of a file: the larger the number, the less that version is wanted. */
const VERSIONS: Readonly<Record<string, number>> = {
  ...{ bfx: 1, filled: 1, fill: 1, inpainted: 1, refined: 1, smooth: 1 },
  ...{ raw: 2, right: 2, instance: 3, class: 1 },
  ...{ vis: 3, viz: 3, jet: 3, colormap: 3, colored: 3, edge: 3, contour: 3, boundary: 3 },
  ...{ alpha: 1, trimap: 3 },
};

/** Extensions of pictures; what cannot be decoded is told when it is read. */
const PICTURE =
  /\.(png|jpe?g|jfif|jpe|pjpe?g|webp|bmp|tiff?|exr|npy|npz|pfm|p[bgpn]m|hdr|mat|h5|hdf5|gif|avif|jxl|hei[cf]|hif)$/i;

/** Pictures that are no photos: without a word that says otherwise they are depth maps. */
const NUMBERS = /\.(exr|npy|npz|pfm|hdr|mat|h5|hdf5)$/i;

export function holdsNumbers(path: string): boolean {
  return NUMBERS.test(path);
}

/** Whether a file's name is that of a picture, a depth map or a mask. */
export function isPictureName(path: string): boolean {
  return PICTURE.test(path);
}

/** A file's name without folders and extensions: `1.jpg.png` is `1`. */
export function stemOf(path: string): string {
  const name = path.replace(/^.*[/\\]/, '');
  let stem = name;
  while (PICTURE.test(stem) && stem.replace(PICTURE, '') !== '') stem = stem.replace(PICTURE, '');
  return stem === name ? name.replace(/\.[^.]*$/, '') : stem;
}

/** What a name says. */
export interface NameReading {
  /** Null where it says nothing. */
  readonly role: Role | null;
  /** The name without the words that say it. */
  readonly core: string;
  /** 0, or more of another version of the same file; less where it is the one with the numbers. */
  readonly version: number;
}

interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** Words and numbers of a name: `testImages_01` is test, image, 01. */
function tokensOf(name: string): Token[] {
  const tokens: Token[] = [];
  for (const { 0: piece, index } of name.matchAll(/[\p{L}\p{N}]+/gu)) {
    const parts = isKnown(singular(piece.toLowerCase()))
      ? [{ 0: piece, index: 0 }]
      : piece.matchAll(/\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{L}+?(?=\p{N}|$)|\p{N}+/gu);
    for (const part of parts) {
      const start = index + part.index;
      const word = singular(part[0].toLowerCase());
      const before = tokens.at(-1);
      const end = start + part[0].length;
      if (before !== undefined && Object.hasOwn(APART, word) && before.word === APART[word]) {
        tokens[tokens.length - 1] = { word: before.word + word, start: before.start, end };
      } else {
        tokens.push({ word, start, end });
      }
    }
  }
  return tokens;
}

function singular(word: string): string {
  if (isKnown(word) || Object.hasOwn(APART, word)) return word;
  if (word === 'disparities') return 'disparity';
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word;
}

function roleOf(word: string): Role | null {
  return ROLES.find((role) => WORDS[role].includes(word)) ?? null;
}

const isKnown = (word: string) =>
  roleOf(word) !== null || isVersion(word) || isOfMethod(word) || NETWORKS.includes(word);
const isVersion = (word: string) => Object.hasOwn(VERSIONS, word);
const isOfMethod = (word: string) => OF_METHODS.includes(word) || PRECISE.includes(word);
const isSilent = (word: string) => FILLERS.includes(word) || isVersion(word) || isOfMethod(word);

/** Maps of something else, which programs write beside depth. */
const OTHERS = [
  ...['normal', 'point', 'pointcloud', 'confidence', 'conf', 'uncertainty'],
  ...['ray', 'flow', 'albedo', 'shading', 'intrinsic'],
];

const MAY_BE_OTHER = new RegExp(OTHERS.join('|'), 'i');

/**
 * What a name calls a map of something else than photo, depth or mask, if it does so at either end: `cat_normal`,
 * `normal_colored`.
 *
 * @returns the rest of the name; null where it does not
 */
export function otherThan(name: string): string | null {
  // Of thousands of names, hardly one is worth to be taken apart.
  if (!MAY_BE_OTHER.test(name)) return null;
  const tokens = tokensOf(name).filter(({ word }) => !isSilent(word));
  const isOther = (token: Token | undefined) => token !== undefined && OTHERS.includes(token.word);
  const [first, last] = [tokens[0], tokens.at(-1)];
  const rest = isOther(last) ? tokens.slice(0, -1) : isOther(first) ? tokens.slice(1) : null;
  if (rest === null) return null;
  return rest.length === 0 ? '' : name.slice(rest[0]!.start, rest.at(-1)!.end);
}

/** Words of an ending that networks add to a photo's name, as `-dpt_large_384` and `_pred_colored`. */
export interface MethodEnding {
  /** It names depth, or a network of depth. */
  readonly saysDepth: boolean;
  /** It holds nothing but words that methods add, … */
  readonly isAdded: boolean;
  /** … and says that something was predicted. */
  readonly isPrediction: boolean;
  readonly version: number;
}

/** Reads what a name has more than a photo's. */
export function readMethodEnding(ending: string): MethodEnding {
  const words = tokensOf(ending).map(({ word }) => word);
  const saysDepth = words.some(
    (word) =>
      roleOf(word) === 'depth' ||
      NETWORKS.includes(word) ||
      (PRECISE.includes(word) && /\d/.test(word)),
  );
  const isAdded = words.every(isSilent);
  const isPrediction = isAdded && words.some((word) => word === 'pred' || word === 'prediction');
  return { saysDepth, isAdded, isPrediction, version: versionOf(words) };
}

/** The larger, the less a file of such words is wanted; below 0 it is the one that is wanted most. */
function versionOf(words: readonly string[]): number {
  const isPrecise = words.some((word) => PRECISE.includes(word));
  // Here the numbers are raw, and not the sensor's.
  const versions = words.filter((word) => isVersion(word) && !(isPrecise && word === 'raw'));
  if (versions.length > 0) return Math.max(...versions.map((word) => VERSIONS[word]!));
  return isPrecise ? -1 : 0;
}

/**
 * Reads a folder's name or a file's stem: the role is said by words at either end, where depth comes before truth and
 * truth before photo.
 *
 * @param known the role that the file's folder says; words of other versions then count without a role word beside them
 */
export function readName(name: string, known: Role | null = null): NameReading {
  const tokens = tokensOf(name);
  const said: Role[] = [];
  let [first, last] = [0, tokens.length];
  const take = (from: number, step: 1 | -1): number => {
    let at = from;
    let silent = 0;
    for (let i = from; i >= first && i < last; i += step) {
      const { word } = tokens[i]!;
      const role = step > 0 && AT_END.includes(word) ? null : roleOf(word);
      if (role === null && !isSilent(word)) break;
      if (role !== null) said.push(role);
      // What says nothing by itself goes only with a word that does.
      const isOfFile =
        known !== null && (isVersion(word) || (known === 'depth' && isOfMethod(word)));
      silent = role === null && !isOfFile ? silent + 1 : 0;
      if (silent === 0) at = i + step;
    }
    return at;
  };
  last = take(last - 1, -1) + 1;
  if (first < last) first = take(first, 1);
  const words = tokens.filter((_, i) => i < first || i >= last).map(({ word }) => word);
  const core = first < last ? name.slice(tokens[first]!.start, tokens[last - 1]!.end) : '';
  const role = (['depth', 'truth', 'photo'] as const).find((each) => said.includes(each)) ?? null;
  const version = Math.max(versionOf(words), role === 'depth' ? viewVersion(words) : -1);
  return { role, core: words.length === 0 ? name : core, version };
}

/** Of depth, `depth_color` is a view of it, and `img_depth` a picture of photo and depth side by side. */
function viewVersion(words: readonly string[]): number {
  if (words.some((word) => word === 'color' || word === 'colour')) return VERSIONS['colored']!;
  const at = words.findIndex((word) => roleOf(word) === 'photo');
  return at >= 0 && roleOf(words[at + 1] ?? '') === 'depth' ? VERSIONS['vis']! : -1;
}

/** Why a file is left out. */
export type LeftOutReason =
  /** Depth map or ground truth without its photo. */
  | 'no-photo'
  /** Several files for one place of a pair. */
  | 'ambiguous'
  /** Another version of a file that is used: `depth_bfx` beside `depth`. */
  | 'other-version'
  /** In a folder of which nobody knows what it holds, beside folders that say so. */
  | 'unknown-folder'
  /** Normals, points, confidence: a map of something else. */
  | 'other-kind'
  /** In a folder of masks beside one that says that it holds ground truths, as of where the camera sees. */
  | 'other-mask'
  /** In a folder of a method's results, which does not say what they are. */
  | 'method-output'
  /** Not a picture by its name. */
  | 'no-picture';

/** The same in words that go on after the file's name. */
export const LEFT_OUT_REASONS: Readonly<Record<LeftOutReason, string>> = {
  'no-photo': 'no photo of this name',
  ambiguous: 'several files for one place',
  'other-version': 'another version of a file that is used',
  'unknown-folder': 'in a folder that says neither photo nor depth nor ground truth',
  'other-kind': 'a map of something else than depth, such as normals, points or confidence',
  'other-mask':
    'a mask of something else, since another folder says more clearly that it holds ground truths',
  'method-output':
    'results of some program beside their photos: call their folder depth or GT, for what they are',
  'no-picture': 'no picture by its name',
};
