import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { BadInput } from './failures.ts';
import { lookUp } from './files.ts';

interface Header {
  readonly format: 'ucnet-journal';
  readonly key: string;
}

interface Entry {
  readonly id: string;
  readonly value: unknown;
}

/** A short name for everything that results depend on: equal values give equal keys. */
export function journalKey(facts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null; // the line being written when the run was killed
  }
}

/**
 * Results of a long run, kept line by line as they come so that a killed run can continue. The first
 * line says what the results depend on; a journal of other options is started anew.
 */
export class Journal<Value> {
  private readonly file: string;
  private readonly stream: WriteStream;
  private failure: Error | null = null;

  private constructor(
    file: string,
    /** What an earlier run of the same options left, by id. */
    readonly kept: ReadonlyMap<string, Value>,
    append: boolean,
  ) {
    this.file = file;
    this.stream = createWriteStream(file, { flags: append ? 'a' : 'w' });
    this.stream.on('error', (error) => (this.failure = error));
  }

  static async open<Value>(file: string, key: string): Promise<Journal<Value>> {
    const kept = await readEntries<Value>(file, key);
    const journal = new Journal<Value>(file, kept ?? new Map<string, Value>(), kept !== null);
    if (kept === null) journal.write({ format: 'ucnet-journal', key } satisfies Header);
    // A line that was cut short must not run into the next one.
    else journal.stream.write('\n');
    return journal;
  }

  /** Keeps a result. */
  add(id: string, value: Value): void {
    if (this.failure !== null) {
      throw new BadInput(`${this.file} cannot be written: ${this.failure.message}`);
    }
    this.write({ id, value } satisfies Entry);
  }

  /** Writes out what is still in memory; the journal stays for a later run. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.stream.once('close', resolve);
      this.stream.end();
      if (this.stream.closed) resolve();
    });
  }

  /** Ends the journal of a finished run. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }

  private write(line: Header | Entry): void {
    this.stream.write(`${JSON.stringify(line)}\n`);
  }
}

/** The entries of a journal with this key; null when there is no such journal. */
async function readEntries<Value>(file: string, key: string): Promise<Map<string, Value> | null> {
  if ((await lookUp(file)) === null) return null;
  const entries = new Map<string, Value>();
  let first = true;
  for await (const line of createInterface({
    input: createReadStream(file),
    crlfDelay: Infinity,
  })) {
    const parsed = parseLine(line);
    if (first) {
      const header = parsed as Partial<Header> | null;
      if (header?.format !== 'ucnet-journal' || header.key !== key) return null;
      first = false;
    } else if (parsed !== null) {
      const { id, value } = parsed as Entry;
      entries.set(id, value as Value);
    }
  }
  return first ? null : entries;
}
