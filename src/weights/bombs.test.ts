import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { crc32 } from '../math/crc32.ts';
import { CheckpointError } from './byteReader.ts';
import { readCheckpoint } from './readCheckpoint.ts';
import { SafetensorsError } from './safetensors.ts';

/** Small files that ask for much work. Each is refused before the work is done, in one sentence. */

const CASES = new URL('../../../shared/cases/hostile/', import.meta.url);

const text = (value: string) => new TextEncoder().encode(value);

function join(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** The value's bytes, little-endian. */
function little(value: number, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, byte) => Math.floor(value / 256 ** byte) % 256);
}

interface Stored {
  readonly name: string;
  readonly body: Uint8Array;
  /** Where its local header is said to be, if not where it is. */
  readonly at?: number;
}

/** A zip archive that compresses nothing; files with `at` stand in its directory alone. */
function zip(files: readonly Stored[]): ArrayBuffer {
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
function checkpoint(body: Uint8Array): ArrayBuffer {
  return zip([{ name: 'archive/data.pkl', body: join(Uint8Array.of(0x80, 2), body, text('.')) }]);
}

function safetensors(header: string): ArrayBuffer {
  return join(little(header.length, 8), text(header)).buffer;
}

async function refusal(file: ArrayBuffer): Promise<string> {
  const error: unknown = await readCheckpoint(file).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error instanceof CheckpointError || error instanceof SafetensorsError).toBe(true);
  const { message } = error as Error;
  expect(message.length).toBeLessThanOrEqual(1000);
  return message;
}

/** A list that holds a list twice, that holds a list twice, and so on: 2^26 ends in 200 bytes. */
const laughs = join(
  text(']q\0'),
  ...Array.from({ length: 26 }, (_, level) => {
    const before = Uint8Array.of(0x28, 0x68, level, 0x68, level, 0x65);
    return join(text(']q'), Uint8Array.of(level + 1), before);
  }),
);

describe('a checkpoint is refused', () => {
  it('whose format version is a nest of shared lists', async () => {
    const magic = Uint8Array.of(
      ...[0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, 0x2e],
    );
    const file = join(magic, Uint8Array.of(0x80, 2), laughs, text('.')).buffer;
    expect(await refusal(file)).toContain('format version of no number');
  });

  it('whose storage is named by a nest of shared lists', async () => {
    const type = text('ctorch\nFloatStorage\n');
    const name = Uint8Array.of(...[0x58, 7, 0, 0, 0], ...text('storage'));
    const id = join(laughs, text('('), name, type, Uint8Array.of(0x68, 26), text('NK\x01tQ'));
    expect(await refusal(checkpoint(id))).toContain('the name of a storage in it is no text');
  });

  it('that imports by a nest of shared lists', async () => {
    const body = join(laughs, Uint8Array.of(0x68, 26, 0x93));
    expect(await refusal(checkpoint(body))).toContain('do not fit together');
  });

  it.each([
    ['dictionaries', '}'],
    ['lists', ']'],
    ['marks', '('],
    ['nothings', 'N'],
  ])('of millions of %s', async (_, instruction) => {
    const body = new Uint8Array(20_000_000).fill(instruction.charCodeAt(0));
    expect(await refusal(checkpoint(body))).toContain('more than 500000 instructions');
  });

  it('whose archive names one body many times', async () => {
    const body = new Uint8Array(1_000_000);
    const again = Array.from({ length: 4000 }, (_, index) => ({ name: `${index}`, body, at: 0 }));
    expect(await refusal(zip([{ name: 'a', body }, ...again]))).toContain('over another file');
  });

  it('whose archive has more files than any network', async () => {
    const body = new Uint8Array(1);
    const files = Array.from({ length: 6000 }, (_, index) => ({ name: `${index}`, body }));
    expect(await refusal(zip(files))).toContain('more than 5000 files');
  });

  it.each(['dtype', 'shape', 'data_offsets'])('whose header nests its %s', async (field) => {
    const entry = { dtype: '"F32"', shape: '[1]', data_offsets: '[0,4]' };
    const nest = '['.repeat(100_000) + ']'.repeat(100_000);
    const fields = Object.entries({ ...entry, [field]: nest });
    const header = fields.map(([name, value]) => `"${name}":${value}`).join(',');
    expect(await refusal(safetensors(`{"a":{${header}}}`))).toContain('a in the safetensors file');
  });

  it('whose names are as long as the file', async () => {
    const name = 'n'.repeat(1_000_000);
    expect(await refusal(safetensors(`{"${name}":{"dtype":"F99"}}`))).toMatch(/^nnn/);
  });

  it('whose header is larger than any network needs', async () => {
    const header = `{"a":${'[],'.repeat(5_000_000)}}`;
    expect(await refusal(safetensors(header))).toContain('more than any network needs');
  });

  const cases = ['pth-laughs-version', 'pth-laughs-key26', 'st-nested-dtype'];
  it.skipIf(!existsSync(CASES)).each(cases)('that once took for ever: %s', async (name) => {
    expect(await refusal(new Uint8Array(readFileSync(new URL(name, CASES))).buffer)).not.toBe('');
  });
});
