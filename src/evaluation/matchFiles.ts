import { type Annotators, joinAnswers } from './annotators.ts';
import { Assignment, type LeftOut, Leftovers } from './assignment.ts';
import { type Entry, foldCase, groupBy, placeOf, readEntry, roleOfPath } from './fileEntry.ts';
import { isPictureName, readName, stemOf } from './fileRole.ts';
import {
  best,
  depthOutputs,
  otherMaps,
  unsaidOutputs,
  viewsAmongDepths,
  viewsOfNumbers,
} from './methodOutputs.ts';
import type { Role } from '../image/types.ts';

/** The files of one picture, as paths. */
export interface MatchedPair {
  /** Unique among the pairs, upper and lower case alike; good as a file name. */
  readonly name: string;
  /** The photo's name alone, which other pairs may have as well; the pair's noise hangs on it. */
  readonly stem: string;
  readonly photo: string;
  readonly depth: string | null;
  readonly truth: string | null;
  /** The answers of further people to the same photo. */
  readonly otherTruths: readonly string[];
}

export interface PairMatching {
  /** Of the folder that holds everything; empty where there is none. */
  readonly dataset: string;
  /** In the order of their names. */
  readonly pairs: readonly MatchedPair[];
  readonly leftOut: readonly LeftOut[];
  /** There are depth maps, and no pair has one. Nobody should run it without asking first. */
  readonly lostDepth: boolean;
  /** Folders in which `.png` files beside `.jpg` photos of the same names were taken for their ground truths. */
  readonly masksBesidePhotos: readonly string[];
  /** What was taken for the answers of several people. */
  readonly annotators: readonly Annotators[];
}

/** Lists of photos' names, as several data sets have them. */
function isPhotoList(path: string): boolean {
  return /\.mat$/i.test(path) && roleOfPath(path) === 'photo';
}

function isPicture(path: string): boolean {
  return isPictureName(path) && !isPhotoList(path);
}

/** What archivers and file managers add. */
const CLUTTER = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/** Numbers inside names count as numbers, so that 9 comes before 10. */
const ORDER = new Intl.Collator('en', { numeric: true });

/** Folders that hold a folder of photos beside one of depth maps or of masks. */
function setFolders(entries: readonly Entry[]): Set<string> {
  const bases = (photos: boolean) =>
    entries
      .filter(({ role, roleFolder }) => roleFolder !== null && (role === 'photo') === photos)
      .map(({ base }) => base);
  const others = new Set(bases(false));
  return new Set(bases(true).filter((base) => others.has(base)));
}

function liesBeside(sets: ReadonlySet<string>, { role, folders }: Entry): boolean {
  return role === null && folders.some((_, count) => sets.has(folders.slice(0, count).join('/')));
}

/**
 * The one folder beside folders of depth maps or masks, where none there is called one of photos: `original` beside
 * `mask`, `LR` beside `depth` and `GT`.
 */
function lonePhotoFolders(entries: readonly Entry[]): Set<string> {
  const others = new Map<string, Set<string>>();
  for (const { role, roleFolder, base } of entries) {
    if (roleFolder !== null && role !== 'photo') others.set(base, new Set());
  }
  for (const { role, roleFolder, base } of entries) {
    if (roleFolder !== null && role === 'photo') others.delete(base);
  }
  for (const { role, roleFolder, folders } of entries) {
    if (roleFolder !== null || role === 'depth' || role === 'truth') continue;
    folders.forEach((_, count) => {
      others.get(folders.slice(0, count).join('/'))?.add(folders.slice(0, count + 1).join('/'));
    });
    // Photos that lie there themselves.
    others.delete(folders.join('/'));
  }
  return new Set([...others.values()].flatMap((beside) => (beside.size === 1 ? [...beside] : [])));
}

/** A folder of masks, and no more than that. */
const MASK_FOLDER = /^masks?$/i;

/**
 * Masks beside a folder that says that it holds ground truths, as eye clinics have them of the field of view: `mask` beside
 * `1st_manual`.
 */
function otherMasks(entries: readonly Entry[]): Entry[] {
  const truths = entries.filter(({ role, isOfFolder }) => role === 'truth' && isOfFolder);
  const isMask = ({ roleFolder }: Entry) => MASK_FOLDER.test(roleFolder!);
  const isClear = (entry: Entry) => !isMask(entry) && entry.version === 0;
  const clear = new Set(truths.filter(isClear).map(({ base }) => base));
  return truths.filter((entry) => isMask(entry) && clear.has(entry.base));
}

const MASK_BESIDE_PHOTO = /\.png$/i;
const PHOTO_BESIDE_MASK = /\.(jpe?g|jfif)$/i;
/** Folders of such a name hold photos alone. */
const COLOUR_FOLDER = /rgb|colou?r/i;

/**
 * Where nothing else is a ground truth, a `.png` beside a `.jpg` of the same name is taken for that of the photo, as
 * MSRA10K has it.
 */
function findMasksBesidePhotos(entries: readonly Entry[]): Set<Entry> {
  if (entries.some(({ role }) => role === 'truth')) return new Set();
  const photos = entries.filter(
    ({ role, roleFolder }) =>
      role === null || (role === 'photo' && !COLOUR_FOLDER.test(roleFolder ?? '')),
  );
  const masks = [...groupBy(photos, ({ keys }) => keys[0]!).values()].flatMap((group) => {
    if (group.length !== 2 || !group.some(({ path }) => PHOTO_BESIDE_MASK.test(path))) return [];
    return group.filter(({ path }) => MASK_BESIDE_PHOTO.test(path));
  });
  return new Set(masks);
}

/** The pictures that may be photos, depth maps or masks, with what is read of them; the others are left out. */
function readPictures(pictures: readonly string[], useDepth: boolean, left: Leftovers): Entry[] {
  const photoFolders = lonePhotoFolders(pictures.map((path) => readEntry(path)));
  const read = pictures.map((path) => readEntry(path, photoFolders));
  left.drop('other-kind', otherMaps(read));
  left.drop('other-mask', otherMasks(read.filter(left.isKept)));
  left.drop('other-version', viewsOfNumbers(read.filter(left.isKept)));
  const outputs = depthOutputs(read.filter(left.isKept));
  const entries = read.filter(left.isKept).map((entry) => outputs.get(entry) ?? entry);
  // What turned out to be numbers may have views as well.
  const rivals = useDepth ? viewsAmongDepths(entries) : [];
  left.drop('other-version', [...viewsOfNumbers(entries), ...rivals]);
  left.drop('method-output', unsaidOutputs(entries.filter(left.isKept)));
  return entries.filter(left.isKept);
}

/** Of photos of one name, the best is kept, with what belongs to it; where none is, all of them are left out. */
function dropRivals(photos: readonly Entry[], others: readonly Entry[], left: Leftovers): void {
  for (const [key, twins] of groupBy(photos, ({ keys }) => keys[0]!)) {
    const rivals = best(twins);
    if (rivals.length < 2) continue;
    left.drop('ambiguous', [...rivals, ...others.filter(({ keys }) => keys[0] === key)]);
  }
  for (const versions of groupBy(photos.filter(left.isKept), ({ keys }) => keys[2]!).values()) {
    const wanted = new Set(best(versions));
    left.drop(
      'other-version',
      versions.filter((entry) => !wanted.has(entry)),
    );
  }
}

/**
 * Matches the files of a data set: folders of photos, depth maps and ground truths that hold files of the same names, or
 * files whose names say what they are, or a folder a picture. Letters may be large or small, and names may say again what
 * the folder says. A file that says nothing of its role is a photo. Depth and ground truth may be missing.
 *
 * @param paths with `/` or `\` between folders
 * @param useDepth without it depth maps are only told apart from photos: no pair has one
 */
export function matchFiles(paths: readonly string[], useDepth = true): PairMatching {
  const files = paths.filter((path) => !CLUTTER.test(path));
  const answers = joinAnswers(files.filter(isPicture));
  const fileOf = (path: string) => answers.files.get(path)!;
  const left = new Leftovers();
  const all = readPictures([...answers.files.keys()], useDepth, left);
  const masks = findMasksBesidePhotos(all);
  const is = (role: Role) => (entry: Entry) =>
    (masks.has(entry) ? 'truth' : (entry.role ?? 'photo')) === role;
  const sets = setFolders(all);
  left.drop(
    'unknown-folder',
    all.filter((entry) => !masks.has(entry) && liesBeside(sets, entry)),
  );

  const photos = all.filter(is('photo')).filter(left.isKept);
  const truths = all.filter(is('truth'));
  const depths = useDepth ? all.filter(is('depth')) : [];
  dropRivals(photos, [...depths, ...truths], left);
  const common = commonFolders(all.map(({ folders }) => folders));
  const assign = (entries: readonly Entry[]) => {
    const assignment = new Assignment(
      photos.filter(left.isKept),
      entries.filter(left.isKept),
      left,
    );
    assignment.run(common.join('/'), true);
    return assignment.found;
  };
  const depthOf = assign(depths);
  const truthOf = assign(truths);
  // What was found for a photo that is left out goes with it.
  const lost = [...depthOf, ...truthOf].filter(([photo]) => !left.isKept(photo));
  left.drop(
    'ambiguous',
    lost.map(([, file]) => file),
  );

  const used = photos
    .filter(left.isKept)
    .sort((a, b) => ORDER.compare(a.label.join('/'), b.label.join('/')));
  const names = nameAll(used.map(({ label }) => label));
  const pairs = used.map((photo, index) => {
    const [depth, truth] = [depthOf, truthOf].map((found) => {
      const entry = found.get(photo);
      return entry === undefined ? null : fileOf(entry.path);
    });
    return {
      name: names[index]!,
      stem: photo.label.at(-1) ?? photo.stem,
      photo: fileOf(photo.path),
      depth: depth!,
      truth: truth!,
      otherTruths: answers.others.get(truth!) ?? [],
    };
  });
  const allOf = (path: string) => [fileOf(path), ...(answers.others.get(fileOf(path)) ?? [])];
  const others = files.filter((path) => !isPicture(path));
  return {
    dataset: datasetName(common),
    pairs,
    leftOut: [
      ...left.list.map(({ paths, reason }) => ({ paths: paths.flatMap(allOf), reason })),
      ...answers.rivals.map((rivals) => ({ paths: rivals, reason: 'ambiguous' as const })),
      ...(others.length > 0 ? [{ paths: others, reason: 'no-picture' as const }] : []),
    ],
    lostDepth: depths.length > 0 && pairs.every(({ depth }) => depth === null),
    masksBesidePhotos: [...new Set([...masks].map(placeOf))],
    annotators: answers.annotators,
  };
}

/** Pictures grouped by their names without extension. Several of one name are rivals. */
export function groupByName(files: readonly string[]): string[][] {
  return [...groupBy(files, (file) => foldCase(stemOf(file))).values()];
}

/** The longest list of folders that all begin with. */
function commonFolders(places: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = places;
  let count = first.length;
  for (const other of others) {
    while (count > 0 && first.slice(0, count).some((part, index) => part !== other[index])) count--;
  }
  return first.slice(0, count);
}

/** A folder of photos alone says what they are, the one above says which. */
function datasetName(folders: readonly string[]): string {
  return folders.findLast((part) => readName(part).core !== '') ?? '';
}

/**
 * Names a pair by the last part of its label, or by all parts where two would share that name. Where those are taken
 * too, a number is added.
 */
function nameAll(labels: readonly (readonly string[])[]): string[] {
  const common = commonFolders(labels.map((label) => label.slice(0, -1))).length;
  const times = new Map<string, number>();
  for (const label of labels) {
    const last = foldCase(label.at(-1) ?? '');
    times.set(last, (times.get(last) ?? 0) + 1);
  }
  const taken = new Set<string>();
  return labels.map((label) => {
    const short = label.at(-1) ?? 'photo';
    const wanted = times.get(foldCase(short)) === 1 ? short : label.slice(common).join('-');
    let name = wanted;
    for (let number = 2; taken.has(foldCase(name)); number++) name = `${wanted}-${number}`;
    taken.add(foldCase(name));
    return name;
  });
}

/** Maps of a method and the ground truths that they are scored against. */
export interface MapMatching {
  readonly pairs: readonly {
    readonly stem: string;
    readonly map: string;
    readonly truth: string;
  }[];
  /** Ground truths without a map, and maps without a ground truth. */
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Files of one name. */
  readonly ambiguous: readonly (readonly string[])[];
}

/**
 * Matches the files of two folders by their names, as `matchFiles` compares them.
 *
 * @param suffix what the maps' names have more, at their end
 */
export function matchMaps(
  maps: readonly string[],
  truths: readonly string[],
  suffix = '',
): MapMatching {
  const left = new Leftovers();
  const targets = truths.map((path) => readEntry(path));
  const files = maps.map((path) => {
    const stem = stemOf(path);
    const own = suffix !== '' && stem.endsWith(suffix) ? stem.slice(0, -suffix.length) : stem;
    return { ...readEntry(`${own}.png`), path };
  });
  for (const twins of groupBy(targets, ({ keys }) => keys[0]!).values()) {
    if (twins.length > 1) left.drop('ambiguous', twins);
  }
  const assignment = new Assignment(targets.filter(left.isKept), files, left);
  assignment.run('', false);
  const pairs = targets.flatMap((truth) => {
    const map = assignment.found.get(truth);
    return map === undefined ? [] : [{ stem: truth.stem, map: map.path, truth: truth.path }];
  });
  const isMissing = (truth: Entry) => left.isKept(truth) && !assignment.found.has(truth);
  const because = (...reasons: readonly LeftOut['reason'][]) =>
    left.list.filter(({ reason }) => reasons.includes(reason)).map(({ paths }) => paths);
  return {
    pairs: pairs.sort((a, b) => ORDER.compare(a.stem, b.stem)),
    missing: targets.filter(isMissing).map(({ path }) => path),
    extra: because('no-photo', 'other-version').flat(),
    ambiguous: because('ambiguous'),
  };
}
