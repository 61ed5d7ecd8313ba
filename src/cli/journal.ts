import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { createInterface } from 'node:readline';
import { BadInput } from './failures.ts';
import { fileProblem, lookUp, prepareOutput, readJson } from './files.ts';

interface Header {
  readonly format: 'ucnet-journal';
  readonly key: string;
}

/** Who writes a journal. */
interface Owner {
  readonly host: string;
  readonly process: number;
}

/** A short name for everything that results depend on: equal values give equal keys. */
export function journalKey(facts: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}

/**
 * Results of a long run, kept line by line as they come so that a killed run can continue. The first
 * line says what the results depend on; a journal of other options is started anew. One program at a time writes it.
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

  /** @throws BadInput when another program writes it, or it cannot be written */
  static async open<Value>(file: string, key: string): Promise<Journal<Value>> {
    await prepareOutput(file);
    await lock(lockOf(file));
    const kept = await readEntries<Value>(file, key).catch(async (error: unknown) => {
      await rm(lockOf(file), { force: true });
      throw error;
    });
    const journal = new Journal<Value>(file, kept ?? new Map<string, Value>(), kept !== null);
    if (kept === null) journal.write({ format: 'ucnet-journal', key } satisfies Header);
    // A line that was cut short must not run into the next one.
    else journal.stream.write('\n');
    return journal;
  }

  /** Keeps a result. */
  add(id: string, value: Value): void {
    if (this.failure !== null) throw fileProblem(this.file, this.failure, 'write');
    this.write({ id, value });
  }

  /** Writes out what is still in memory; the journal stays for a later run. */
  async close(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.stream.once('close', resolve);
      this.stream.end();
      if (this.stream.closed) resolve();
    });
    await rm(lockOf(this.file), { force: true });
  }

  /** Ends the journal of a finished run. */
  async remove(): Promise<void> {
    await this.close();
    await rm(this.file, { force: true });
  }

  private write(line: object): void {
    this.stream.write(`${JSON.stringify(line)}\n`);
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

/** Makes a lock file that names this program; one that was left by a program that is gone is taken over. */
async function lock(file: string): Promise<void> {
  const self: Owner = { host: hostname(), process: process.pid };
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle
        .writeFile(JSON.stringify(self))
        .finally(() => handle.close())
        // On a full disk it names nobody, and would lock out everybody.
        .catch(async (error: unknown) => {
          await rm(file, { force: true });
          throw error;
        });
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
        throw fileProblem(file, error, 'write');
    }
    const owner = (await readJson(file).catch(() => null)) as Partial<Owner> | null;
    if (owner?.host === self.host && owner.process !== undefined && !isAlive(owner.process)) {
      await rm(file, { force: true });
      continue;
    }
    throw new BadInput(
      `Another run writes the same --json file${owner?.process === undefined ? '' : ` (process ${owner.process} on ${owner.host})`}: wait for it, or give another file. If there is none, delete ${file}.`,
    );
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // somebody else's
  }
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return null; // the line being written when the run was killed
  }
}

/** A line's result; null of a line that holds none. */
function readEntry<Value>(line: unknown): { id: string; value: Value } | null {
  const { id, value } = (line ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'string' || value === undefined || value === null) return null;
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
  return isEmpty ? null : { id, value: value as Value };
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
    } else {
      const entry = readEntry<Value>(parsed);
      if (entry !== null) entries.set(entry.id, entry.value);
    }
  }
  return first ? null : entries;
}
