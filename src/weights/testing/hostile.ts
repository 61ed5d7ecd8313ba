import { crc32 } from '../../math/crc32.ts';

/** ASCII as bytes. */
export const text = (value: string) => new TextEncoder().encode(value);

/** The parts one behind the other. */
export function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The value's bytes, little-endian. */
export function little(value: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, byte) => Math.floor(value / 256 ** byte) % 256);
}

export interface Stored {
  readonly name: string;
  readonly body: Uint8Array;
  /** Where its local header is said to be, if not where it is. */
  readonly at?: number;
}

/** A zip archive that compresses nothing; files with `at` stand in its directory alone. */
export function zip(files: readonly Stored[]): ArrayBuffer {
  const locals: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const checksums = new Map<Uint8Array, number>();
  let offset = 0;
  for (const { name, body, at } of files) {
    const checksum = checksums.get(body) ?? crc32(body);
    checksums.set(body, checksum);
    const facts = join(
      ...[little(20, 2), little(0, 2), little(0, 2), little(0, 4), little(checksum, 4)],
      ...[little(body.length, 4), little(body.length, 4), little(name.length, 2), little(0, 2)],
    );
    const here = at ?? offset;
    if (at === undefined) {
      locals.push(little(0x04034b50, 4), facts, text(name), body);
      offset += 30 + name.length + body.length;
    }
    directory.push(
      little(0x02014b50, 4),
      little(20, 2),
      facts,
      new Uint8Array(10),
      little(here, 4),
    );
    directory.push(text(name));
  }
  const listing = join(...directory);
  const count = little(files.length, 2);
  return join(
    ...[...locals, listing, little(0x06054b50, 4), new Uint8Array(4), count, count],
    ...[little(listing.length, 4), little(offset, 4), little(0, 2)],
  ).buffer;
}

/** A checkpoint whose pickle is `body`. */
export function checkpoint(body: Uint8Array): ArrayBuffer {
  return zip([{ name: 'archive/data.pkl', body: join(Uint8Array.of(0x80, 2), body, text('.')) }]);
}

/** A safetensors file of this header and nothing else. */
export function safetensors(header: string): ArrayBuffer {
  return join(little(header.length, 8), text(header)).buffer;
}

/** A list that holds a list twice, that holds a list twice, and so on: 2^26 ends in 200 bytes. */
export const laughs = join(
  text(']q\0'),
  ...Array.from({ length: 26 }, (_, level) => {
    const before = Uint8Array.of(0x28, 0x68, level, 0x68, level, 0x65);
    return join(text(']q'), Uint8Array.of(level + 1), before);
  }),
);

/** A checkpoint of the old kind whose format version is a nest of shared lists. */
export function laughingVersion(): ArrayBuffer {
  const magic = Uint8Array.of(
    ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
  );
  return join(magic, Uint8Array.of(0x80, 2), laughs, text('.')).buffer;
}

/** An archive whose directory names one body thousands of times. */
export function overlappingZip(): ArrayBuffer {
  const body = new Uint8Array(1_000_000);
  const again = Array.from({ length: 4000 }, (_, index) => ({ name: `${index}`, body, at: 0 }));
  return zip([{ name: 'a', body }, ...again]);
}
