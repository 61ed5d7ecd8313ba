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
    ...['alpha', 'trimap'],
    ...['正解', '真値', 'マスク', '真值', '掩码'],
  ],
};

/** Second words of those above that may be written apart, and their first words. */
const APART: Readonly<Record<string, string>> = { truth: 'ground', focus: 'all' };

/** Words that say nothing by themselves and may follow one that does: `depth_map`, `GT_object_level`, `GT-new-PNG`. */
const FILLERS = ['map', 'object', 'level', 'file', 'new', 'copy', 'png', 'jpg'];

/** Words of a role that say it at the end of a name alone: cameras are called alpha as well. */
const AT_END = ['alpha'];

/** Words that mark another version of a file: the larger the number, the less that version is wanted. */
const VERSIONS: Readonly<Record<string, number>> = {
  ...{ bfx: 1, filled: 1, fill: 1, inpainted: 1, refined: 1, smooth: 1 },
  ...{ raw: 2, right: 2, instance: 3 },
  ...{ vis: 3, viz: 3, jet: 3, colormap: 3, colored: 3, edge: 3, contour: 3, boundary: 3 },
  ...{ alpha: 1, trimap: 3 },
};

/** Extensions of pictures; what cannot be decoded is told when it is read. */
const PICTURE =
  /\.(png|jpe?g|jfif|jpe|pjpe?g|webp|bmp|tiff?|exr|npy|npz|pfm|p[bgpn]m|hdr|mat|gif|avif|jxl|hei[cf]|hif)$/i;

/** Pictures that are no photos: without a word that says otherwise they are depth maps. */
const NUMBERS = /\.(exr|npy|npz|pfm|hdr|mat)$/i;

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
  /** 0, or more of another version of the same file. */
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
  if (isKnown(word)) return word;
  if (word === 'disparities') return 'disparity';
  return word.length > 2 && word.endsWith('s') ? word.slice(0, -1) : word;
}

function roleOf(word: string): Role | null {
  return ROLES.find((role) => WORDS[role].includes(word)) ?? null;
}

const isKnown = (word: string) => roleOf(word) !== null || isVersion(word);
const isVersion = (word: string) => Object.hasOwn(VERSIONS, word);
const isSilent = (word: string) => FILLERS.includes(word) || isVersion(word);

/**
 * Reads a folder's name or a file's stem: the role is said by words at either end, where depth comes before truth and
 * truth before photo.
 *
 * @param known the role that the file's folder says; words of other versions then count without a role word beside them
 */
export function readName(name: string, known: Role | null = null): NameReading {
  const tokens = tokensOf(name);
  const said: Role[] = [];
  let version = 0;
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
      silent = role === null && !(known !== null && isVersion(word)) ? silent + 1 : 0;
      if (silent === 0) at = i + step;
    }
    return at;
  };
  last = take(last - 1, -1) + 1;
  if (first < last) first = take(first, 1);
  const isCore = (i: number) => i >= first && i < last;
  tokens.forEach(({ word }, i) => {
    if (!isCore(i) && isVersion(word)) version = Math.max(version, VERSIONS[word]!);
  });
  const core = first < last ? name.slice(tokens[first]!.start, tokens[last - 1]!.end) : '';
  const role = (['depth', 'truth', 'photo'] as const).find((each) => said.includes(each)) ?? null;
  return { role, core: role === null && version === 0 ? name : core, version };
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
  /** Not a picture by its name. */
  | 'no-picture';

/** The same in words that go on after the file's name. */
export const LEFT_OUT_REASONS: Readonly<Record<LeftOutReason, string>> = {
  'no-photo': 'no photo of this name',
  ambiguous: 'several files for one place',
  'other-version': 'another version of a file that is used',
  'unknown-folder': 'in a folder that says neither photo nor depth nor ground truth',
  'no-picture': 'no picture by its name',
};
