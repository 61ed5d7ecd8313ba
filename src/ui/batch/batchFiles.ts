import type { Entry, FileEntry, ZipReader } from '@zip.js/zip.js';
import { ROLES } from '../../evaluation/fileRole.ts';
import { nextTask } from '../../inference/drawSamples.ts';
import { type ExamplePair, exampleAddress, exampleSource } from '../input/exampleList.ts';
import { pageTexts } from '../messages.ts';
import { nameReader } from './zipNames.ts';

/** A file of a batch: a file of the visitor's, or one inside a zip archive, read when it is needed. */
export interface BatchFile {
  /** With `/` between folders. */
  readonly path: string;
  /** Rejects with one sentence when the file cannot be read. */
  readonly read: () => Promise<Blob>;
}

const words = () => pageTexts.present().batch.unreadable;

/** An entry that says it is larger is taken for a trap, and not unpacked. */
const LARGEST_ENTRY_BYTES = 200e6;

function isArchiveName(name: string): boolean {
  return /\.zip$/i.test(name);
}

/** Whether files are more than one image has, or may be: an archive. */
export function areMany(files: readonly File[]): boolean {
  return files.length > ROLES.length || files.some(({ name }) => isArchiveName(name));
}

/**
 * Files that were chosen, with zip archives opened. Only the list of an archive is read here.
 *
 * @throws Error with one sentence when an archive is damaged or empty
 */
export async function listFiles(files: readonly File[]): Promise<BatchFile[]> {
  const opened = await Promise.all(
    files.map(async (file) =>
      isArchiveName(file.name)
        ? openArchive(file)
        : [plainFile(file, file.webkitRelativePath || file.name)],
    ),
  );
  return opened.flat();
}

/** The pairs that are shipped with the page, in the folders of a benchmark, each file fetched when it is needed. */
export function exampleFiles(pairs: readonly ExamplePair[]): BatchFile[] {
  return pairs.flatMap(({ id, photo, depth, truth }) => [
    exampleFile(`RGB/${id}`, photo),
    exampleFile(`depth/${id}`, depth),
    ...(truth === null ? [] : [exampleFile(`GT/${id}`, truth)]),
  ]);
}

function exampleFile(stem: string, path: string): BatchFile {
  const { name } = exampleSource(stem, path);
  const read = async () => {
    const response = await fetch(exampleAddress(path)).catch(() => null);
    if (response?.ok !== true) throw new Error(words().notFetched(name));
    return response.blob();
  };
  return { path: name, read };
}

/** @param file null where the browser did not hand it out */
function plainFile(file: File | null, path: string): BatchFile {
  const read = async () => {
    if (file === null || !(await isThere(file))) throw new Error(words().gone(path));
    return file;
  };
  return { path, read };
}

/** Whether a file can still be read: the browser looks for it when it is asked for bytes, not before. */
async function isThere(file: File): Promise<boolean> {
  return file
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}

/** Entries that are read in a task: thousands at once would hold up the page. */
const ENTRIES_A_TASK = 250;

async function entriesOf(reader: ZipReader<unknown>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of reader.getEntriesGenerator()) {
    if (entries.push(entry) % ENTRIES_A_TASK === 0) await nextTask();
  }
  // What is done with them all has a task of its own.
  await nextTask();
  return entries;
}

async function openArchive(archive: File): Promise<BatchFile[]> {
  const zip = await import('@zip.js/zip.js');
  const { BlobReader, BlobWriter, ERR_UNSUPPORTED_COMPRESSION, ZipReader } = zip;
  // Its workers come from blobs, which the page's policy refuses; the browser's own streams unpack.
  const reader = new ZipReader(new BlobReader(archive), { useWebWorkers: false });
  const entries = await entriesOf(reader).catch((cause: Error) => {
    const isUnsafe = cause.message === zip.ERR_UNSAFE_FILENAME;
    const { unsafeArchive, noArchive } = words();
    throw new Error(isUnsafe ? unsafeArchive(archive.name) : noArchive(archive.name), { cause });
  });
  if (entries.every(({ directory }) => directory)) {
    throw new Error(words().emptyArchive(archive.name));
  }
  const folder = archive.name.replace(/\.zip$/i, '');
  const unpack = async (entry: FileEntry, path: string): Promise<Blob> => {
    if (entry.encrypted) throw new Error(words().encrypted(path));
    if (entry.uncompressedSize > LARGEST_ENTRY_BYTES) {
      throw new Error(words().tooLarge(path, LARGEST_ENTRY_BYTES / 1e6));
    }
    try {
      return await entry.getData(new BlobWriter());
    } catch (error) {
      if (!(await isThere(archive))) throw new Error(words().gone(archive.name), { cause: error });
      const isUnusual = error instanceof Error && error.message === ERR_UNSUPPORTED_COMPRESSION;
      throw new Error(isUnusual ? words().compression(path) : words().damaged(path, archive.name), {
        cause: error,
      });
    }
  };
  const foreign = entries.filter(({ filenameUTF8 }) => !filenameUTF8);
  const readName = nameReader(foreign.map(({ rawFilename }) => rawFilename));
  return entries.flatMap((entry) => {
    if (entry.directory) return [];
    const isForeign = readName !== null && !entry.filenameUTF8;
    const name = (isForeign ? readName(entry.rawFilename) : entry.filename).replaceAll('\\', '/');
    // An archive without a folder of its own is called by its name.
    const path = name.includes('/') ? name : `${folder}/${name}`;
    return [{ path, read: () => unpack(entry, path) }];
  });
}

/** What was dropped, folders and archives opened. Must be called while the drop event is handled. */
export function listDropped(items: DataTransferItemList): Promise<BatchFile[]> {
  const entries = [...items]
    .map((item) => item.webkitGetAsEntry())
    .filter((entry) => entry !== null);
  return Promise.all(entries.map((entry) => openEntry(entry))).then((opened) => opened.flat());
}

async function openEntry(entry: FileSystemEntry): Promise<BatchFile[]> {
  const path = entry.fullPath.replace(/^\//, '');
  if (entry.isFile) {
    const file = await new Promise<File | null>((resolve) =>
      (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
    );
    if (!isArchiveName(entry.name)) return [plainFile(file, path)];
    if (file === null) throw new Error(words().gone(path));
    return openArchive(file);
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: BatchFile[] = [];
  // A folder is read in parts, the last of which is empty.
  for (;;) {
    const part = await new Promise<FileSystemEntry[] | null>((resolve) =>
      reader.readEntries(resolve, () => resolve(null)),
    );
    if (part === null) return [...found, plainFile(null, path)];
    if (part.length === 0) return found;
    for (const child of part) found.push(...(await openEntry(child)));
  }
}
