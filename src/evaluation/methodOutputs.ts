import { type Entry, groupBy, plain } from './fileEntry.ts';
import { holdsNumbers } from './fileRole.ts';

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

function endingsOf(name: string, photos: ReadonlySet<string>): string[] {
  return Array.from({ length: name.length }, (_, index) => name.length - index)
    .filter((length) => photos.has(name.slice(0, length)))
    .map((length) => name.slice(length))
    .filter((ending) => ending === '' || ADDED.test(ending));
}

/**
 * What the names of all files have more, at their end, than those of photos, as methods write it: `1_DCF.png` of `1.jpg`.
 *
 * @returns small letters; empty where they have nothing more; null where they do not all have the same
 */
export function commonEnding(files: readonly Entry[], photos: readonly Entry[]): string | null {
  const stems = new Set(photos.map(({ stem }) => plain(stem)));
  const [first, ...others] = files.map(({ stem }) => endingsOf(plain(stem), stems));
  return first?.find((ending) => others.every((one) => one.includes(ending))) ?? null;
}

const nameOf = ({ folders, stem }: Entry) => plain([...folders, stem].join('/'));

/**
 * Pictures beside files of numbers of their names (`.pfm`, `.npy` …), as MiDaS writes both: the same depth to look at, where
 * other files are the photos.
 */
export function viewsOfNumbers(all: readonly Entry[]): Set<Entry> {
  const photos = all.filter(({ role }) => role === null || role === 'photo');
  const numbers = all.filter(({ path, role }) => role === 'depth' && holdsNumbers(path));
  const names = new Set(numbers.map(nameOf));
  const beside = photos.filter((entry) => entry.role === null && names.has(nameOf(entry)));
  // Of a photo and a view of one name, the view is the PNG file.
  const candidates = [...groupBy(beside, nameOf).values()].flatMap((files) =>
    files.length === 1 ? files : files.filter(({ path }) => /\.png$/i.test(path)),
  );
  const isCandidate = new Set(candidates);
  const others = photos.filter((entry) => !isCandidate.has(entry));
  const views = [...groupBy(candidates, ({ folders }) => folders.join('/')).values()].filter(
    (files) => commonEnding(files, others) !== null,
  );
  return new Set(views.flat());
}
