import { crc32 } from '../math/crc32.ts';
import { ByteReader } from './byteReader.ts';
import { CheckpointError } from './checkpointError.ts';

const END_SIGNATURE = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const WIDE_LOCATOR_SIGNATURE = 0x07064b50;
const WIDE_LOCATOR_LENGTH = 20;
const WIDE_END_SIGNATURE = 0x06064b50;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_LENGTH = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const WIDE_FIELD = 1;
const ENCRYPTED = 1;
/** Stands for "see the 64-bit field". */
const WIDE_16 = 0xffff;
const WIDE_32 = 0xffffffff;
/** What PyTorch writes when `torch.serialization.set_crc32_options(False)` was called. */
const NO_CHECKSUM = 0;

/**
 * The files in a zip archive that compresses nothing, which is how PyTorch writes; nothing is ever inflated, so
 * a small file stays small. With ZIP64; checksums are compared. Source: PKWARE's APPNOTE, sections 4.3 and 4.5.3.
 *
 * @returns views into `bytes`, by name
 * @throws CheckpointError
 */
export function readStoredZip(bytes: Uint8Array): Map<string, Uint8Array> {
  const { count, start, length } = findDirectory(bytes);
  if (start + length > bytes.length || count * ENTRY_LENGTH > length) {
    throw new CheckpointError(
      `The checkpoint's archive is cut off or damaged: its list of ${count} files should be at byte ${start}, and the archive has ${bytes.length}.`,
    );
  }
  const reader = new ByteReader(bytes, start);
  const files = new Map<string, Uint8Array>();
  for (let entry = 0; entry < count; entry++) {
    const { name, content } = readEntry(bytes, reader);
    if (files.has(name)) {
      throw new CheckpointError(`The checkpoint's archive holds ${name} twice.`);
    }
    files.set(name, content);
  }
  return files;
}

interface Directory {
  readonly count: number;
  readonly start: number;
  readonly length: number;
}

function findDirectory(bytes: Uint8Array): Directory {
  const end = findEnd(bytes);
  const reader = new ByteReader(bytes, end + 10);
  const count = reader.uint16();
  const length = reader.uint32();
  const start = reader.uint32();
  const isWide = count === WIDE_16 || length === WIDE_32 || start === WIDE_32;
  return isWide ? findWideDirectory(bytes, end) : { count, start, length };
}

/** Position of the record that ends every archive, before a comment of any length. */
function findEnd(bytes: Uint8Array): number {
  const last = bytes.length - END_LENGTH;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (bytes[at] === 0x50 && new ByteReader(bytes, at).uint32() === END_SIGNATURE) return at;
  }
  throw new CheckpointError(
    'The checkpoint is cut off: the end of its archive is missing. Copy or download it again.',
  );
}

function findWideDirectory(bytes: Uint8Array, end: number): Directory {
  const locator = new ByteReader(bytes, Math.max(0, end - WIDE_LOCATOR_LENGTH));
  requireSignature(locator, WIDE_LOCATOR_SIGNATURE);
  locator.take(4);
  const reader = new ByteReader(bytes, locator.uint64());
  requireSignature(reader, WIDE_END_SIGNATURE);
  reader.take(28);
  const count = reader.uint64();
  const length = reader.uint64();
  return { count, length, start: reader.uint64() };
}

function requireSignature(reader: ByteReader, signature: number): void {
  if (reader.uint32() !== signature) {
    throw new CheckpointError(
      "The checkpoint's archive is damaged: a record is not where it should be.",
    );
  }
}

function readEntry(bytes: Uint8Array, reader: ByteReader): { name: string; content: Uint8Array } {
  requireSignature(reader, ENTRY_SIGNATURE);
  reader.take(4);
  const flags = reader.uint16();
  const method = reader.uint16();
  reader.take(4);
  const checksum = reader.uint32();
  const packed = reader.uint32();
  const size = reader.uint32();
  const nameLength = reader.uint16();
  const extraLength = reader.uint16();
  const commentLength = reader.uint16();
  reader.take(8);
  const local = reader.uint32();
  const name = reader.string(nameLength);
  const extra = new ByteReader(reader.take(extraLength));
  reader.take(commentLength);
  if (method !== 0 || (flags & ENCRYPTED) !== 0) {
    throw new CheckpointError(
      `${name} in the checkpoint's archive is compressed or encrypted, which PyTorch never does: save the checkpoint again.`,
    );
  }
  const wide = wideValues(extra, extraLength, [size, packed, local]);
  const [wideSize, widePacked, wideLocal] = wide as [number, number, number];
  if (wideSize !== widePacked) {
    throw new CheckpointError(`${name} in the checkpoint's archive has two different sizes.`);
  }
  const content = readContent(bytes, wideLocal, wideSize);
  if (checksum !== NO_CHECKSUM && checksum !== crc32(content)) {
    throw new CheckpointError(
      `${name} in the checkpoint's archive is damaged, its checksum does not fit: copy or download the checkpoint again.`,
    );
  }
  return { name, content };
}

/** Replaces values that say "see the 64-bit field", in the field's order. */
function wideValues(extra: ByteReader, length: number, values: readonly number[]): number[] {
  if (!values.includes(WIDE_32)) return [...values];
  while (extra.position < length) {
    const field = extra.uint16();
    const content = new ByteReader(extra.take(extra.uint16()));
    if (field === WIDE_FIELD) {
      return values.map((value) => (value === WIDE_32 ? content.uint64() : value));
    }
  }
  throw new CheckpointError("The checkpoint's archive is damaged: a file in it has no size.");
}

function readContent(bytes: Uint8Array, local: number, size: number): Uint8Array {
  const reader = new ByteReader(bytes, local);
  requireSignature(reader, LOCAL_SIGNATURE);
  reader.take(22);
  const nameLength = reader.uint16();
  reader.take(nameLength + reader.uint16());
  return reader.take(size);
}
