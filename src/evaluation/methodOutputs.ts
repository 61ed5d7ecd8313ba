import { asDepth, type Entry, foldCase, groupBy, placeOf } from './fileEntry.ts';
import { holdsNumbers, otherThan, readMethodEnding, readName } from './fileRole.ts';

/** Those of the lowest version. */
export function best(entries: readonly Entry[]): Entry[] {
  const lowest = Math.min(...entries.map(({ version }) => version));
  return entries.filter(({ version }) => version === lowest);
}

/** Of several files for one place, that of the lowest version: of depth the numbers, of others the picture. */
export function bestFile(entries: readonly Entry[]): Entry[] {
  const files = best(entries);
  const better = files.filter(({ path, role }) => holdsNumbers(path) === (role === 'depth'));
  return better.length > 0 ? better : files;
}

/** What a method adds to a photo's name begins like this: `_DCF`, `-dpt_large`. A number would be another photo's. */
const ADDED = /^[-_. ]\p{L}/u;
/** … unless it says of how many bits it is. */
const ADDED_BITS = /^[-_. ](8|16|32) ?bit/i;

function endingsOf(name: string, photos: ReadonlySet<string>): string[] {
  return Array.from({ length: name.length }, (_, index) => name.length - index)
    .filter((length) => photos.has(name.slice(0, length)))
    .map((length) => name.slice(length))
    .filter((ending) => ending === '' || ADDED.test(ending) || ADDED_BITS.test(ending));
}

/**
 * What the names of all files have more, at their end, than those of photos, as methods write it: `1_DCF.png` of `1.jpg`.
 *
 * @param names small letters
 * @returns empty where they have nothing more; null where they do not all have the same
 */
export function commonEnding(names: readonly string[], photos: readonly Entry[]): string | null {
  const stems = new Set(photos.map(({ stem }) => foldCase(stem)));
  const [first, ...others] = names.map((name) => endingsOf(name, stems));
  return first?.find((ending) => others.every((one) => one.includes(ending))) ?? null;
}

export const stemsOf = (files: readonly Entry[]) => files.map(({ stem }) => foldCase(stem));

const nameOf = ({ folders, stem }: Entry) => foldCase([...folders, stem].join('/'));
const mayBePhoto = ({ role }: Entry) => role === null || role === 'photo';

/** As Depth Anything calls its metres, beside a picture of the photo's name. */
const METRES = /_raw_depth_meter$/i;

/** The names of pictures that show the same as a file of numbers. */
function viewedNames(entry: Entry): string[] {
  const { keys, stem, version } = entry;
  const names = holdsNumbers(entry.path) ? [nameOf(entry)] : [];
  if (METRES.test(stem)) names.push(nameOf({ ...entry, stem: stem.replace(METRES, '') }));
  else if (version < 0 && !holdsNumbers(entry.path)) names.push(keys[2]!);
  return names;
}

/**
 * Pictures beside files of numbers of their names (`.pfm`, `.npy` …), as MiDaS writes both: the same depth to look at, where
 * other files are the photos.
 */
export function viewsOfNumbers(all: readonly Entry[]): Entry[] {
  const photos = all.filter(mayBePhoto);
  const numbers = all.filter(({ role }) => role === 'depth');
  const names = new Map(
    numbers.flatMap((entry) => viewedNames(entry).map((name) => [name, entry] as const)),
  );
  const beside = photos.filter((entry) => entry.role === null && names.has(nameOf(entry)));
  // Of a photo and a view of one name, the view is the PNG file; Apple's Depth Pro writes JPEG.
  const candidates = [...groupBy(beside, nameOf)].flatMap(([name, files]) => {
    const view = /\.npz$/i.test(names.get(name)!.path) ? /\.jpe?g$/i : /\.png$/i;
    return files.length === 1 ? files : files.filter(({ path }) => view.test(path));
  });
  const isCandidate = new Set(candidates);
  const others = photos.filter((entry) => !isCandidate.has(entry));
  const views = [...groupBy(candidates, placeOf).values()].filter(
    (files) => commonEnding(stemsOf(files), others) !== null,
  );
  return views.flat();
}

/** Files of the depth that another one holds as numbers: `depth_colored/1.png` beside `depth_npy/1.npy`. */
export function viewsAmongDepths(all: readonly Entry[]): Entry[] {
  const depths = all.filter(({ role }) => role === 'depth');
  return [...groupBy(depths, ({ keys }) => keys[2]!).values()].flatMap((files) => {
    const [first, ...rivals] = bestFile(files);
    const holdsMore = holdsNumbers(first!.path) || first!.version < 0;
    return rivals.length > 0 || !holdsMore ? [] : files.filter((file) => file !== first);
  });
}

/**
 * Pictures that say neither photo nor depth, and are called as a photo with what networks of depth add: `1-dpt_large_384.png`
 * and `1_pred_colored.png` of `1.jpg`, `1_d.png` of `1_rgb.jpg`.
 *
 * @returns what they are read as instead
 */
export function depthOutputs(all: readonly Entry[]): Map<Entry, Entry> {
  const photos = new Set(all.filter(mayBePhoto).map(({ stem }) => foldCase(stem)));
  const depths = all.filter(({ role }) => role === 'depth');
  const depthNames = new Set(
    depths.map((entry) => nameOf({ ...entry, stem: readName(entry.stem, 'depth').core })),
  );
  const coloured = new Set(all.filter(({ role }) => role === 'photo').map(({ keys }) => keys[2]!));
  const found = new Map<Entry, Entry>();
  const take = (entry: Entry, name: string, version: number) => {
    found.set(entry, asDepth(entry, name, version));
    if (entry.role === null) photos.delete(foldCase(entry.stem));
  };
  // The shorter names first: what they turn out to be is no photo of the longer ones.
  for (const entry of all.toSorted((a, b) => a.stem.length - b.stem.length)) {
    const isUnsaid = entry.role === 'depth' && readName(entry.stem).role === null;
    if (entry.role !== null && !(isUnsaid && entry.roleFolder === null)) continue;
    const stem = foldCase(entry.stem);
    if (stem.endsWith('_d') && coloured.has(nameOf(entry).slice(0, -2))) {
      take(entry, entry.stem.slice(0, -2), 0);
      continue;
    }
    const endings = endingsOf(stem, photos);
    const ending = endings.find((one) => one !== '');
    if (ending === undefined || (isUnsaid && endings.includes(''))) continue;
    const { saysDepth, isAdded, version } = readMethodEnding(ending);
    const name = entry.stem.slice(0, entry.stem.length - ending.length);
    const isView = isUnsaid || depthNames.has(nameOf({ ...entry, stem: name }));
    if (saysDepth || (isAdded && isView)) take(entry, name, version);
  }
  return found;
}

/** Maps of something else, by their names, that lie beside depth or hold numbers: `normal_npy/1.npy`, `1/normal.png`. */
export function otherMaps(all: readonly Entry[]): Entry[] {
  const depths = all.filter(({ role, path }) => role === 'depth' && !isOther(path));
  const besides = new Set(depths.flatMap((entry) => [entry.base, placeOf(entry)]));
  const photos = all.filter((entry) => mayBePhoto(entry) && !isOther(entry.path));
  if (photos.length === 0) return [];
  const others = all.filter((entry) => {
    const { path, folders } = entry;
    if (entry.role === 'truth' || !isOther(path)) return false;
    if (holdsNumbers(path)) return true;
    const called = otherThan(entry.stem);
    const ofFile = called !== null;
    const place = (ofFile ? folders : folders.slice(0, -1)).join('/');
    if (!besides.has(place)) return false;
    // A photo may be called so as well, and a folder of them: only beside another photo of its name is it none.
    const rest = called ?? entry.stem;
    const isPlain = !ofFile && /^\p{L}+$/u.test(folders.at(-1)!);
    return (
      rest === '' ||
      photos.some(
        ({ stem, role }) =>
          (role !== null || !isPlain) && foldCase(rest).startsWith(foldCase(stem)),
      )
    );
  });
  // Beside `1_rgb.jpg`, Metric3D writes `1_merge.jpg`, of several pictures.
  const coloured = new Set(photos.filter(({ role }) => role !== null).map(({ keys }) => keys[2]!));
  const merged = all.filter(
    (entry) =>
      /_merge$/i.test(entry.stem) && coloured.has(nameOf(entry).slice(0, -'_merge'.length)),
  );
  // Beside maps of points, a mask says where they are valid.
  const ofPoints = new Set(others.filter(({ stem }) => /^points?$/i.test(stem)).map(placeOf));
  const masks = all.filter((entry) => /^mask$/i.test(entry.stem) && ofPoints.has(placeOf(entry)));
  return [...others, ...merged, ...masks];
}

function isOther(path: string): boolean {
  const [name = '', folder = ''] = path.split(/[/\\]/).reverse();
  return otherThan(name.replace(/\.[^.]*$/, '')) !== null || otherThan(folder) !== null;
}

/** Folders that hold what some program made, and not what. */
const OF_RESULTS = /^(out|outputs?|results?|preds?|predictions?|vis|inference)(\d+|[-_ ].*)?$/i;

/**
 * Pictures that are called as photos elsewhere and lie in such a folder, with the same ending or none, or whose own ending is
 * that of a prediction: they are no photos.
 */
export function unsaidOutputs(all: readonly Entry[]): Entry[] {
  const isOfResults = ({ role, folders }: Entry) =>
    role === null && OF_RESULTS.test(folders.at(-1) ?? '');
  const photos = all.filter((entry) => mayBePhoto(entry) && !isOfResults(entry));
  const names = new Set(stemsOf(photos));
  const isPredicted = ({ role, stem }: Entry) =>
    role === null &&
    endingsOf(foldCase(stem), names).some((ending) => readMethodEnding(ending).isPrediction);
  const results = all.filter(isOfResults);
  const unsaid = [...groupBy(results, placeOf).values()]
    .filter((files) => commonEnding(stemsOf(files), photos) !== null)
    .flat();
  return [...new Set([...unsaid, ...all.filter(isPredicted)])];
}
