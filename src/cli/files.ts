import { randomUUID } from 'node:crypto';
import { constants, type Dirent, rmSync, type Stats } from 'node:fs';
import {
  access,
  lstat,
  mkdir,
  readdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { constants as systemConstants } from 'node:os';
import path from 'node:path';
import { isPictureName } from '../evaluation/fileRole.ts';
import { BadInput, NoRoom } from './failures.ts';

/** What the system says by these codes, whatever was to be done. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check the path',
  ENOTDIR: 'lies below something that is not a folder: check the path',
  EISDIR: 'is a folder: give a file',
  EACCES: 'may not be opened: check its permissions',
  EPERM: 'may not be opened: check its permissions',
  EROFS: 'lies on a read-only disk: choose another place',
  ENOSPC: 'does not fit on the disk: make room or choose another place',
  EDQUOT: 'does not fit into what you may use of the disk: make room or choose another place',
  EFBIG: 'is larger than files may be there: choose another place',
  ELOOP: 'is a link that leads back to itself: give the file itself',
  ENAMETOOLONG: 'has too long a name: choose a shorter one',
  EMFILE: 'cannot be opened because too many files are open: raise the limit (ulimit -n)',
  EIO: 'cannot be read: the disk reports an error',
};

/** Where it is another reason when something was to be written. */
const WRITING_REASONS: typeof REASONS = {
  ENOENT: 'cannot be written, because its folder is not there any more: make the folder again',
  EACCES: 'may not be written to: check permissions, or choose another place',
  EPERM: 'may not be written to: check permissions, or choose another place',
  EIO: 'cannot be written: the disk reports an error',
};

const OF_THE_DISK = ['ENOSPC', 'EDQUOT', 'EROFS'];

/** The error in one sentence, where the system gave it; others are faults of the program and stay as they are. */
export function fileProblem(file: string, error: unknown, to: 'read' | 'write' = 'read'): Error {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) return error as Error;
  const known = (to === 'write' ? WRITING_REASONS[code] : undefined) ?? REASONS[code];
  const done = to === 'write' ? 'written' : 'read';
  const Kind = OF_THE_DISK.includes(code) ? NoRoom : BadInput;
  return new Kind(`${file} ${known ?? `cannot be ${done} (${code})`}.`, { cause: error });
}

/** What is neither a file nor a folder, in words; null of these two. */
function oddKind(found: Stats): string | null {
  if (found.isFIFO()) return 'a pipe';
  if (found.isSocket()) return 'a socket';
  return found.isFile() || found.isDirectory() ? null : 'a device';
}

function refuseOddKind(file: string, found: Stats): void {
  const kind = oddKind(found);
  if (kind !== null) throw new BadInput(`${file} is ${kind}: give a file.`);
}

/** @throws BadInput when the file cannot be read */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // A pipe could keep the program waiting for ever, a device could fill the memory.
    refuseOddKind(file, await stat(file));
    // A copy, because small files come as views into a buffer that Node shares among them.
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw fileProblem(file, error);
  }
}

/** @throws BadInput when the file cannot be read or is not JSON */
export async function readJson(file: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(file));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BadInput(
      `${file} is not JSON: it is damaged or another file, so give the right one or get it again.`,
      { cause },
    );
  }
}

/**
 * What the disk tells about a file or folder; null when there is none.
 *
 * @throws BadInput where it cannot tell, and of a link to nothing
 */
export async function lookUp(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileProblem(file, error);
    const link = await lstat(file).catch(() => null);
    // What is no link was made by somebody else a moment ago, such as another thread that saves its maps there.
    if (!link?.isSymbolicLink()) return link;
    throw new BadInput(`${file} is a link to something that does not exist: give the file itself.`);
  }
}

/** @throws BadInput when there is no such folder */
export async function requireFolder(folder: string): Promise<void> {
  const found = await lookUp(folder);
  if (found === null) throw new BadInput(`${folder} does not exist: check the path.`);
  if (!found.isDirectory()) throw new BadInput(`${folder} is not a folder: give a folder.`);
}

async function readFolder(folder: string): Promise<Dirent[]> {
  await requireFolder(folder);
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw fileProblem(folder, error);
  }
}

/** Names of the pictures directly in a folder, hidden files left out. */
export async function listPictures(folder: string): Promise<string[]> {
  const entries = await readFolder(folder);
  return entries
    .filter((entry) => !entry.isDirectory() && isPictureName(entry.name) && entry.name[0] !== '.')
    .map((entry) => entry.name)
    .sort();
}

/**
 * All files in a folder and the folders in it, as paths in the folder with `/`; hidden ones are left out. Links to folders are
 * followed, but not to one that holds them.
 */
export async function listAllFiles(folder: string): Promise<string[]> {
  return (await filesBelow(folder, '', [])).sort();
}

async function filesBelow(
  folder: string,
  place: string,
  above: readonly string[],
): Promise<string[]> {
  const own = await realpath(folder).catch(() => folder);
  if (above.includes(own)) return [];
  const entries = await readFolder(folder);
  const found = entries
    .filter(({ name }) => !name.startsWith('.'))
    .map(async (entry) => {
      const at = path.join(folder, entry.name);
      const isFolder = entry.isSymbolicLink()
        ? (await stat(at).catch(() => null))?.isDirectory() === true
        : entry.isDirectory();
      return isFolder
        ? filesBelow(at, `${place}${entry.name}/`, [...above, own])
        : [`${place}${entry.name}`];
    });
  return (await Promise.all(found)).flat();
}

/** A folder's sub-folder by name, upper or lower case; null when there is none. */
export async function findSubfolder(folder: string, name: string): Promise<string | null> {
  const entries = await readFolder(folder);
  const names = entries.filter((entry) => !entry.isFile()).map((entry) => entry.name);
  const wanted = name.toLowerCase();
  const found =
    names.find((one) => one === name) ?? names.find((one) => one.toLowerCase() === wanted);
  return found === undefined ? null : path.join(folder, found);
}

/** Makes a folder, and those above it, and checks that files can be written into it. */
export async function makeFolder(folder: string): Promise<void> {
  await lookUp(folder); // tells of links that lead nowhere
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') {
      throw new BadInput(`${folder} is a file: choose another folder to write to.`, {
        cause: error,
      });
    }
    // So Node tells that it could not make a folder on a read-only disk.
    if (code === 'ENOENT') await requireRoomAbove(folder);
    throw fileProblem(folder, error, 'write');
  }
}

/** @throws BadInput when nothing can be written into what is there of the folders above */
async function requireRoomAbove(folder: string): Promise<void> {
  const above = path.dirname(path.resolve(folder));
  if ((await lookUp(above)) === null) return requireRoomAbove(above);
  try {
    await access(above, constants.W_OK);
  } catch (error) {
    throw fileProblem(above, error, 'write');
  }
}

/** Checks that a file can be written, before long work whose result it is to hold. */
export async function prepareOutput(file: string): Promise<void> {
  await makeFolder(path.dirname(file));
  const found = await lookUp(file);
  if (found?.isDirectory() === true) {
    throw new BadInput(`${file} is a folder: give a file to write to.`);
  }
  if (found !== null) refuseOddKind(file, found);
}

/** Typed arrays become plain lists. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}

/** Writes results as JSON, a line for each value. */
export async function writeJson(file: string, content: unknown): Promise<void> {
  await writeOutput(file, `${JSON.stringify(content, plain, 1)}\n`);
}

/** How a user ends the program. */
const STOPPING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Files that are being written. */
const unfinished = new Set<string>();

/** Removes what was not written to its end. */
export function dropFiles(files: Iterable<string>): void {
  for (const file of files) rmSync(file, { force: true });
}

/** A file that a thread began to write, under a name of its own, or ended. */
export interface WritingNews {
  readonly file: string;
  readonly ended: boolean;
}

let tellWriting: (news: WritingNews) => void = () => undefined;

/** Tells of each file that this thread writes: one that is ended from outside cannot remove its own. */
export function onWriting(tell: (news: WritingNews) => void): void {
  tellWriting = tell;
}

function dropUnfinished(signal: NodeJS.Signals): void {
  dropFiles(unfinished);
  process.exit(128 + systemConstants.signals[signal]); // as a shell tells of it
}

/**
 * Writes beside the target and renames: nobody sees half a file, a full disk or Ctrl-C keeps none, and programs that
 * write the same file at the same time do not mix theirs.
 *
 * @throws BadInput when it cannot be written
 */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.${randomUUID().slice(0, 8)}.writing`;
  if (unfinished.size === 0) for (const signal of STOPPING) process.on(signal, dropUnfinished);
  unfinished.add(temporary);
  tellWriting({ file: temporary, ended: false });
  try {
    await writeFile(temporary, content, { flag: 'wx' });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw fileProblem(file, error, 'write');
  } finally {
    unfinished.delete(temporary);
    tellWriting({ file: temporary, ended: true });
    if (unfinished.size === 0) for (const signal of STOPPING) process.off(signal, dropUnfinished);
  }
}
