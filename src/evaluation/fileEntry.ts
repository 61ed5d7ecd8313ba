import { holdsNumbers, type NameReading, readName, stemOf } from './fileRole.ts';
import type { Role } from '../image/types.ts';

/** A picture and what its path says. */
export interface Entry {
  readonly path: string;
  readonly folders: readonly string[];
  readonly stem: string;
  /** Null where neither a folder nor the name says it. */
  readonly role: Role | null;
  readonly version: number;
  /** What a pair with this photo is called: folders, and its name at the end. */
  readonly label: readonly string[];
  /** Folder that holds the folders of the roles. */
  readonly base: string;
  /** The folder that says the role; null where none does. */
  readonly roleFolder: string | null;
  /** The folder says the role, and not the name. */
  readonly isOfFolder: boolean;
  /** Keys that the files of one pair have in common, from the strictest to the loosest. */
  readonly keys: readonly string[];
}

/** What is read of a folder that is known to hold photos. */
const PHOTOS: NameReading = { role: 'photo', core: '', version: 0 };

/** What names are compared by, since people mind neither case nor how a letter is composed: small letters, in NFC. */
export function foldCase(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The folder that a file lies in. */
export function placeOf({ folders }: Entry): string {
  return folders.join('/');
}

const folderReadings = new Map<string, NameReading>();
const MOST_FOLDERS = 1000;

/** `readName`, which thousands of files of one folder ask for the same. */
function readFolder(name: string): NameReading {
  const known = folderReadings.get(name);
  if (known !== undefined) return known;
  if (folderReadings.size === MOST_FOLDERS) folderReadings.clear();
  const reading = readName(name);
  folderReadings.set(name, reading);
  return reading;
}

/**
 * Reads the words of a path: folders, role, version and the keys to compare it by.
 *
 * @param photoFolders paths of folders that hold photos, whatever their names say
 */
export function readEntry(path: string, photoFolders: ReadonlySet<string> = new Set()): Entry {
  const folders = partsOf(path);
  const stem = stemOf(folders.pop()!);
  const readings = folders.map((folder, index) =>
    photoFolders.has(folders.slice(0, index + 1).join('/')) ? PHOTOS : readFolder(folder),
  );
  const at = readings.findLastIndex(({ role }) => role !== null);
  const folder = readings[at] ?? null;
  const file = readName(stem, folder?.role === 'photo' ? null : (folder?.role ?? null));
  // A folder of depth maps or masks holds nothing else; one of photos may hold them as well.
  const named = folder === null || folder.role === 'photo';
  const said = named ? (file.role ?? folder?.role ?? null) : folder.role;
  const role = said ?? (holdsNumbers(path) ? 'depth' : null);
  // The rest of a folder's name counts: it sets `test_images` apart from `train_images`.
  const place = folders
    .map((part, index) => (index === at ? folder!.core : part))
    .filter((part) => part !== '');
  const isMarked = named && (file.role === 'depth' || file.role === 'truth');
  const exact = [...place, isMarked ? file.core : stem].join('/');
  const bare = folders.filter((_, index) => readings[index]!.role === null);
  const join = (parts: readonly string[]) =>
    foldCase([...parts, file.core].filter((part) => part !== '').join('/'));
  // A word at the end of a photo's name says what it is, one at its beginning is how cameras call it.
  const ownName = folder === null && stem.startsWith(file.core) ? file.core : stem;
  return {
    path,
    folders,
    stem,
    role,
    version: versionOf(folder?.version ?? 0, file.version),
    label: ownName === '' ? place : [...place, ownName],
    base: folders.slice(0, at < 0 ? folders.length : at).join('/'),
    roleFolder: folder === null ? null : folders[at]!,
    isOfFolder: folder !== null && folder.role === role,
    keys: [exact, foldCase(exact), join(place), join(bare)],
  };
}

function versionOf(folder: number, file: number): number {
  const most = Math.max(folder, file);
  return most > 0 ? most : Math.min(folder, file);
}

/** A picture that turned out to be depth, of the photo whose name its own begins with. */
export function asDepth(entry: Entry, photoName: string, version: number): Entry {
  const exact = [...entry.folders, photoName].join('/');
  const key = foldCase(exact);
  return { ...entry, role: 'depth', version, keys: [exact, key, key, key] };
}

/** Folders and name. Letters are composed; some archivers write backslashes. */
function partsOf(path: string): string[] {
  const parts = path.normalize('NFC').replaceAll('\\', '/').split('/');
  return parts.filter((part) => part !== '' && part !== '.');
}

/** What a path says of the file's role; null where it says nothing. */
export function roleOfPath(path: string): Role | null {
  return readEntry(path).role;
}

export function groupBy<T>(entries: Iterable<T>, keyOf: (entry: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const entry of entries) {
    const key = keyOf(entry);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [entry]);
    else group.push(entry);
  }
  return groups;
}
