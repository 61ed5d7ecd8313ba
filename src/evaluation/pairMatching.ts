import { stemOf } from './stemMatching.ts';

/** What a file of a data set is. */
export type PairRole = 'rgb' | 'depth' | 'gt';

/** Files of one picture, as paths. */
export interface MatchedPair {
  /** Unique among the pairs, upper and lower case alike; good as a file name. */
  readonly name: string;
  readonly rgb: string;
  readonly depth: string | null;
  readonly gt: string | null;
}

/** Files that belong to no pair, and why. */
export interface LeftOut {
  readonly paths: readonly string[];
  readonly reason:
    /** Depth map or ground truth without its photo. */
    | 'no-photo'
    /** Several files for one place of a pair. */
    | 'ambiguous';
}

export interface PairMatching {
  /** Of the folder that holds everything; empty where there is none. */
  readonly dataset: string;
  /** In the order of their names. */
  readonly pairs: readonly MatchedPair[];
  readonly leftOut: readonly LeftOut[];
}

const PICTURE = /\.(png|jpe?g|webp)$/i;
/** What archivers and file managers add. */
const CLUTTER = /(^|\/)(\.|__MACOSX\/|Thumbs\.db)/i;

const WORDS: readonly (readonly [PairRole, string])[] = [
  ['rgb', 'rgb|images?|imgs?|photos?|colou?r|left'],
  ['depth', 'depths?|disparity|disp|dpt'],
  ['gt', 'gts?|masks?|ground_?truth|truth|labels?|annotation'],
];
const FOLDERS = WORDS.map(([role, words]) => [role, new RegExp(`^(${words})$`, 'i')] as const);
const ENDINGS = WORDS.map(
  ([role, words]) => [role, new RegExp(`^(?:(.*)[_\\-. ])?(${words})$`, 'i')] as const,
);

/** Numbers inside names count as numbers, so that 9 comes before 10. */
const ORDER = new Intl.Collator('en', { numeric: true });

/** The place of a file in a pair: all files of one pair have the same key. */
function placeOf(path: string): { key: string; role: PairRole } {
  const folders = path.split('/').slice(0, -1);
  const stem = stemOf(path);
  for (let depth = folders.length - 1; depth >= 0; depth--) {
    const role = FOLDERS.find(([, pattern]) => pattern.test(folders[depth]!))?.[0];
    if (role !== undefined) {
      return { key: [...folders.toSpliced(depth, 1), stem].join('/'), role };
    }
  }
  for (const [role, pattern] of ENDINGS) {
    const found = pattern.exec(stem);
    if (found) return { key: [...folders, ...(found[1] ? [found[1]] : [])].join('/'), role };
  }
  return { key: [...folders, stem].join('/'), role: 'rgb' };
}

/** The longest folder that all paths lie in, as parts. */
function commonFolders(paths: readonly string[]): string[] {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  let count = first.length;
  for (const other of others) {
    while (count > 0 && first.slice(0, count).some((part, index) => part !== other[index])) count--;
  }
  return first.slice(0, count);
}

/**
 * Matches the files of a data set: folders `RGB/`, `depth/` and `GT/` that hold files of the same names, or files
 * `name_rgb`, `name_depth` and `name_gt`, or a folder a picture with `rgb`, `depth` and `gt` in it. A file that says
 * nothing of its role is a photo. Depth and ground truth may be missing.
 *
 * @param paths with `/` between folders; what is no picture is passed over
 */
export function matchPairs(paths: readonly string[]): PairMatching {
  const pictures = paths.filter((path) => PICTURE.test(path) && !CLUTTER.test(path));
  const groups = new Map<string, Map<PairRole, string[]>>();
  for (const path of pictures) {
    const { key, role } = placeOf(path);
    const group = groups.get(key) ?? new Map<PairRole, string[]>();
    group.set(role, [...(group.get(role) ?? []), path]);
    groups.set(key, group);
  }
  const common = commonFolders(pictures);
  const found: { key: string; files: Omit<MatchedPair, 'name'> }[] = [];
  const leftOut: LeftOut[] = [];
  for (const [key, group] of [...groups].sort(([a], [b]) => ORDER.compare(a, b))) {
    const all = [...group.values()];
    const [rgb] = group.get('rgb') ?? [];
    if (all.some((files) => files.length > 1)) {
      leftOut.push({ paths: all.flat(), reason: 'ambiguous' });
    } else if (rgb === undefined) {
      leftOut.push({ paths: all.flat(), reason: 'no-photo' });
    } else {
      const files = {
        rgb,
        depth: group.get('depth')?.[0] ?? null,
        gt: group.get('gt')?.[0] ?? null,
      };
      found.push({ key, files });
    }
  }
  return {
    dataset: datasetName(common),
    pairs: nameAll(found),
    leftOut,
  };
}

function datasetName(folders: readonly string[]): string {
  // A folder of photos alone says what they are, the one above says which.
  const named = folders.filter((part) => FOLDERS.every(([, pattern]) => !pattern.test(part)));
  return named.at(-1) ?? '';
}

/** Names pairs by their last part, or by all parts where two would have the same name; with a number where that is taken too. */
function nameAll(
  found: readonly { key: string; files: Omit<MatchedPair, 'name'> }[],
): MatchedPair[] {
  const common = commonFolders(found.map(({ key }) => key)).length;
  const last = found.map(({ key }) => key.replace(/^.*\//, ''));
  const times = new Map<string, number>();
  for (const name of last) times.set(name, (times.get(name) ?? 0) + 1);
  const taken = new Set<string>();
  return found.map(({ key, files }, index) => {
    const short = last[index]!;
    const wanted = times.get(short) === 1 ? short : key.split('/').slice(common).join('-');
    let name = wanted;
    for (let number = 2; taken.has(name.toLowerCase()); number++) name = `${wanted}-${number}`;
    taken.add(name.toLowerCase());
    return { name, ...files };
  });
}
