import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadInput } from './failures.ts';
import { Journal, journalKey } from './journal.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-journal-'));
  file = path.join(folder, 'results.json.journal');
});

afterEach(() => rmSync(folder, { recursive: true }));

async function keep(key: string, entries: Record<string, unknown>): Promise<void> {
  const journal = await Journal.open(file, key);
  for (const [id, value] of Object.entries(entries)) journal.add(id, value);
  await journal.close();
}

async function kept(key: string): Promise<Record<string, unknown>> {
  const journal = await Journal.open(file, key);
  await journal.close();
  return Object.fromEntries(journal.kept);
}

describe('journalKey', () => {
  it('differs when anything differs', () => {
    const keys = [{ seed: 1 }, { seed: 2 }, { seed: 1, near: 'auto' }].map(journalKey);
    expect(new Set(keys).size).toBe(3);
    expect(journalKey({ seed: 1 })).toBe(keys[0]);
  });
});

describe('Journal', () => {
  it('gives back what an earlier run of the same key kept, and goes on', async () => {
    await keep('k', { a: { mae: 0.1 } });
    await keep('k', { b: [1, null] });
    expect(await kept('k')).toEqual({ a: { mae: 0.1 }, b: [1, null] });
  });

  it('keeps numbers to the last bit', async () => {
    const value = 0.1 + 0.2;
    await keep('k', { a: value });
    expect(Object.is((await kept('k'))['a'], value)).toBe(true);
  });

  it('starts anew for another key', async () => {
    await keep('k', { a: 1 });
    expect(await kept('other')).toEqual({});
    expect(await kept('k')).toEqual({});
  });

  it('loses only the line that was being written when the run was killed', async () => {
    await keep('k', { a: 1, b: { long: 'x'.repeat(100) } });
    truncateSync(file, statSync(file).size - 30);
    expect(await kept('k')).toEqual({ a: 1 });
    await keep('k', { c: 3 });
    expect(await kept('k')).toEqual({ a: 1, c: 3 });
  });

  it('survives a kill before the first line was complete', async () => {
    await keep('k', {});
    truncateSync(file, 10);
    expect(await kept('k')).toEqual({});
    await keep('k', { a: 1 });
    expect(await kept('k')).toEqual({ a: 1 });
  });

  it('replaces a file that is not a journal', async () => {
    await keep('k', {});
    expect(readFileSync(file, 'utf8')).toContain('ucnet-journal');
  });

  it('takes no notice of entries that hold nothing', async () => {
    await keep('k', { a: 1 });
    const lines = ['{}', 'null', '[]', '{"id":"b"}', '{"id":"c","value":{}}', '{"value":1}'];
    appendFileSync(file, `${lines.join('\n')}\n`);
    expect(await kept('k')).toEqual({ a: 1 });
  });

  it('is written by one program at a time', async () => {
    const journal = await Journal.open(file, 'k');
    const second = Journal.open(file, 'k');
    await expect(second).rejects.toThrow(BadInput);
    await expect(second).rejects.toThrow(`process ${process.pid} on ${hostname()}`);
    await journal.close();
    expect(readdirSync(folder)).toEqual(['results.json.journal']);
    await keep('k', { a: 1 });
  });

  it('is taken over from a program that is gone', async () => {
    // No process has such a high number.
    const owner = { host: hostname(), process: 2 ** 31 - 1 };
    writeFileSync(`${file}.lock`, JSON.stringify(owner));
    await keep('k', { a: 1 });
    expect(await kept('k')).toEqual({ a: 1 });
  });

  it('is not taken over from another machine, of whose programs nothing is known', async () => {
    writeFileSync(`${file}.lock`, JSON.stringify({ host: 'elsewhere', process: 2 ** 31 - 1 }));
    await expect(Journal.open(file, 'k')).rejects.toThrow(`delete ${file}.lock`);
  });

  it('locks nobody out after the disk was full', async () => {
    const handle = await open(folder);
    const full = Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    const write = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'writeFile');
    await handle.close();
    write.mockRejectedValueOnce(full);
    await expect(Journal.open(file, 'k')).rejects.toThrow('does not fit on the disk');
    write.mockRestore();
    expect(readdirSync(folder)).toEqual([]);
    await keep('k', { a: 1 });
  });

  it('is gone after a finished run', async () => {
    const journal = await Journal.open(file, 'k');
    journal.add('a', 1);
    await journal.remove();
    expect(existsSync(file)).toBe(false);
  });
});
