import type { Entry } from '@zip.js/zip.js';
import type { Sentence } from '../languages/sentence.ts';
import { crc32 } from '../math/crc32.ts';
import { ByteReader, CheckpointError } from './byteReader.ts';
import { checkpointSays } from './checkpointSentences.ts';

const LOCAL_SIGNATURE = 0x04034b50;
/** Bytes of a local header between its signature and the lengths of name and extra field. */
const LOCAL_FIELDS = 22;
/** Bytes of a local header at least. */
const LOCAL_HEADER = 30;
/** A network has a file for each of its storages: some hundreds. */
const MOST_ENTRIES = 5000;
const STORED = 0;
/** What PyTorch writes when `torch.serialization.set_crc32_options(False)` was called. */
const NO_CHECKSUM = 0;

/**
 * The files in a zip archive that compresses nothing, which is how PyTorch writes. Nothing is inflated, so a small
 * file stays small, and nothing is copied, so a large one does too. Checksums are compared.
 *
 * @returns views into `bytes`, by name
 * @throws CheckpointError
 */
export async function readStoredZip(bytes: Uint8Array): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  const entries = await listEntries(bytes);
  requireApart(entries);
  for (const entry of entries) {
    if (files.has(entry.filename)) {
      throw new CheckpointError(checkpointSays.fileTwice(entry.filename));
    }
    files.set(entry.filename, readEntry(bytes, entry));
  }
  return files;
}

/** A directory may name one body ever so often, and each time its checksum would be computed. */
function requireApart(entries: readonly Entry[]): void {
  const order = entries.toSorted((first, second) => first.offset - second.offset);
  let end = 0;
  for (const { offset, compressedSize, filename } of order) {
    if (offset < end) {
      throw new CheckpointError(checkpointSays.filesOverlap(filename));
    }
    end = offset + LOCAL_HEADER + compressedSize;
  }
}

async function listEntries(bytes: Uint8Array): Promise<Entry[]> {
  const { ERR_EOCDR_NOT_FOUND, ERR_UNSAFE_FILENAME, Uint8ArrayReader, ZipReader } =
    await import('@zip.js/zip.js');
  try {
    const entries: Entry[] = [];
    for await (const entry of new ZipReader(new Uint8ArrayReader(bytes)).getEntriesGenerator()) {
      if (entries.push(entry) > MOST_ENTRIES) {
        throw new CheckpointError(checkpointSays.tooManyFiles(MOST_ENTRIES));
      }
    }
    return entries;
  } catch (cause) {
    if (cause instanceof CheckpointError) throw cause;
    const sentences: Readonly<Record<string, Sentence>> = {
      [ERR_EOCDR_NOT_FOUND]: checkpointSays.noEnd(),
      [ERR_UNSAFE_FILENAME]: checkpointSays.unsafeName(),
    };
    const sentence = sentences[(cause as Error).message] ?? checkpointSays.damagedList();
    throw new CheckpointError(sentence, { cause });
  }
}

function readEntry(bytes: Uint8Array, entry: Entry): Uint8Array {
  const name = entry.filename;
  if (entry.compressionMethod !== STORED || entry.encrypted) {
    throw new CheckpointError(checkpointSays.compressed(name));
  }
  if (entry.uncompressedSize !== entry.compressedSize) {
    throw new CheckpointError(checkpointSays.twoSizes(name));
  }
  const content = readContent(bytes, entry.offset, entry.uncompressedSize);
  if (entry.crc32 !== NO_CHECKSUM && entry.crc32 !== crc32(content)) {
    throw new CheckpointError(checkpointSays.checksum(name));
  }
  return content;
}

function readContent(bytes: Uint8Array, local: number, size: number): Uint8Array {
  const reader = new ByteReader(bytes, local);
  if (reader.uint32() !== LOCAL_SIGNATURE) {
    throw new CheckpointError(checkpointSays.misplaced());
  }
  reader.take(LOCAL_FIELDS);
  const nameLength = reader.uint16();
  reader.take(nameLength + reader.uint16());
  return reader.take(size);
}
