import { constants, type Stats } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isPictureName } from '../evaluation/fileRole.ts';
import { BadInput } from './failures.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check the path',
  ENOTDIR: 'lies below something that is not a folder: check the path',
  EISDIR: 'is a folder: give a file',
  EACCES: 'may not be opened: check its permissions',
  EPERM: 'may not be opened: check its permissions',
  EROFS: 'lies on a read-only disk: choose another place',
  ENOSPC: 'does not fit on the disk: make room or choose another place',
  ENAMETOOLONG: 'has too long a name: choose a shorter one',
  EMFILE: 'cannot be opened because too many files are open: raise the limit (ulimit -n)',
};

function problem(file: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  const reason = REASONS[code ?? ''];
  if (reason === undefined) return error as Error;
  return new BadInput(`${file} ${reason}.`, { cause: error });
}

/** @throws BadInput when the file cannot be read */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    // A copy, because small files come as views into a buffer that Node shares among them.
    return new Uint8Array(await readFile(file));
  } catch (error) {
    throw problem(file, error);
  }
}

/** @throws BadInput when the file cannot be read or is not JSON */
export async function readJson(file: string): Promise<unknown> {
  const text = new TextDecoder().decode(await readBytes(file));
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new BadInput(`${file} is not JSON: it may be damaged or another file.`, { cause });
  }
}

/** What the disk tells about a file or folder; null when there is none. */
export async function lookUp(file: string): Promise<Stats | null> {
  try {
    return await stat(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw problem(file, error);
  }
}

/** @throws BadInput when there is no such folder */
export async function requireFolder(folder: string): Promise<void> {
  const found = await lookUp(folder);
  if (found === null) throw new BadInput(`${folder} does not exist: check the path.`);
  if (!found.isDirectory()) throw new BadInput(`${folder} is not a folder: give a folder.`);
}

/** Names of the pictures directly in a folder, hidden files left out. */
export async function listPictures(folder: string): Promise<string[]> {
  await requireFolder(folder);
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory() && isPictureName(entry.name) && entry.name[0] !== '.')
    .map((entry) => entry.name)
    .sort();
}

/** All files in a folder and the folders in it, as paths in the folder with `/`; hidden ones are left out. */
export async function listAllFiles(folder: string): Promise<string[]> {
  await requireFolder(folder);
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => !/(^|\/)\./.test(file))
    .sort();
}

/** A folder's sub-folder by name, upper or lower case; null when there is none. */
export async function findSubfolder(folder: string, name: string): Promise<string | null> {
  await requireFolder(folder);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isFile()).map((entry) => entry.name);
  const wanted = name.toLowerCase();
  const found =
    names.find((one) => one === name) ?? names.find((one) => one.toLowerCase() === wanted);
  return found === undefined ? null : path.join(folder, found);
}

/** Makes a folder, and those above it, and checks that files can be written into it. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
      throw new BadInput(`${folder} is a file: choose another folder to write to.`, {
        cause: error,
      });
    }
    throw problem(folder, error);
  }
}

/** Checks that a file can be written, before long work whose result it is to hold. */
export async function prepareOutput(file: string): Promise<void> {
  if ((await lookUp(file).catch(() => null))?.isDirectory() === true) {
    throw new BadInput(`${file} is a folder: give a file to write to.`);
  }
  await makeFolder(path.dirname(file));
}

/** Typed arrays become plain lists. */
function plain(_: string, value: unknown): unknown {
  return value instanceof Float64Array ? Array.from(value) : value;
}

/** Writes results as JSON, a line for each value. */
export async function writeJson(file: string, content: unknown): Promise<void> {
  await writeOutput(file, `${JSON.stringify(content, plain, 1)}\n`);
}

/** Writes beside the target and renames, so that a crash never leaves half a file. */
export async function writeOutput(file: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${file}.writing`;
  try {
    await writeFile(temporary, content);
    await rename(temporary, file);
  } catch (error) {
    throw problem(file, error);
  }
}
