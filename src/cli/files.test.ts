import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { access, mkdir, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BadInput, NoRoom } from './failures.ts';
import { lookUp, makeFolder, prepareOutput, readBytes, writeOutput } from './files.ts';

vi.mock('node:fs/promises', { spy: true });

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-files-'));
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** The sentence with which something is refused. */
async function refusal(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(BadInput);
  return (error as BadInput).message;
}

/** As the disk fails: with a code, after a part was written. */
function failToWrite(code: string): void {
  vi.mocked(writeFile).mockImplementationOnce(async (file) => {
    writeFileSync(file as string, 'ha');
    throw Object.assign(new Error(code), { code, syscall: 'write' });
  });
}

describe('writeOutput', () => {
  it('leaves one whole file where many are written to one place at once', async () => {
    const contents = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(1000 + i));
    await Promise.all(contents.map((content) => writeOutput(at('table.json'), content)));
    expect(contents).toContain(readFileSync(at('table.json'), 'utf8'));
    expect(readdirSync(folder)).toEqual(['table.json']);
  });

  it.each([
    ['ENOSPC', 'does not fit on the disk'],
    ['EDQUOT', 'does not fit into what you may use of the disk'],
    ['EACCES', 'may not be written to'],
    ['EROFS', 'lies on a read-only disk'],
    ['EXDEV', 'cannot be written (EXDEV)'],
  ])('tells of %s, leaves no part behind and keeps the file before', async (code, reason) => {
    writeFileSync(at('table.json'), 'before');
    failToWrite(code);
    const sentence = await refusal(writeOutput(at('table.json'), 'half'));
    expect(sentence).toContain(`${at('table.json')} ${reason}`);
    expect(readdirSync(folder)).toEqual(['table.json']);
    expect(readFileSync(at('table.json'), 'utf8')).toBe('before');
  });
});

describe('what is no file', () => {
  it('is refused in the place of an input or an output: a pipe', async () => {
    execFileSync('mkfifo', [at('pipe.png')]);
    expect(await refusal(readBytes(at('pipe.png')))).toContain('is a pipe: give a file');
    expect(await refusal(prepareOutput(at('pipe.png')))).toContain('is a pipe: give a file');
  });

  it('is refused in the place of an input or an output: a device', async () => {
    expect(await refusal(readBytes('/dev/zero'))).toBe('/dev/zero is a device: give a file.');
    expect(await refusal(prepareOutput('/dev/null'))).toBe('/dev/null is a device: give a file.');
  });

  it('is refused in the place of an input or an output: a folder', async () => {
    mkdirSync(at('sub'));
    expect(await refusal(readBytes(at('sub')))).toContain('is a folder: give a file');
    expect(await refusal(prepareOutput(at('sub')))).toContain('is a folder');
  });
});

describe('a link', () => {
  it('that leads back to itself is told as one', async () => {
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    for (const look of [lookUp, readBytes, makeFolder]) {
      expect(await refusal(look(at('a')))).toContain('is a link that leads back to itself');
    }
  });

  it('to nothing is told as one', async () => {
    symlinkSync(at('gone'), at('a'));
    for (const look of [lookUp, prepareOutput, makeFolder]) {
      expect(await refusal(look(at('a')))).toContain('is a link to something that does not exist');
    }
  });
});

it('leaves no part of a file behind when the user ends the program', async () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation((() => undefined) as never);
  vi.mocked(writeFile).mockImplementationOnce(async (file) => {
    writeFileSync(file as string, 'ha');
    process.emit('SIGINT', 'SIGINT');
    expect(readdirSync(folder)).toEqual([]);
    return Promise.reject(Object.assign(new Error('ended'), { code: 'EIO', syscall: 'write' }));
  });
  await refusal(writeOutput(at('a.json'), 'content'));
  expect(exit).toHaveBeenCalledWith(130);
  expect(process.listenerCount('SIGINT')).toBe(0);
});

describe('makeFolder', () => {
  it('takes a folder that another thread made between two looks', async () => {
    vi.mocked(stat).mockImplementationOnce(() => {
      mkdirSync(at('maps'));
      return Promise.reject(Object.assign(new Error('no such folder'), { code: 'ENOENT' }));
    });
    await makeFolder(at('maps'));
    expect((await lookUp(at('maps')))?.isDirectory()).toBe(true);
  });

  it('tells of a read-only disk where Node names the new folder as missing', async () => {
    const fail = (code: string) => Object.assign(new Error(code), { code, syscall: 'mkdir' });
    vi.mocked(mkdir).mockRejectedValueOnce(fail('ENOENT'));
    vi.mocked(access).mockRejectedValueOnce(fail('EROFS'));
    const made = makeFolder(at('new', 'maps'));
    await expect(made).rejects.toThrow(`${folder} lies on a read-only disk`);
    await expect(made).rejects.toThrow(NoRoom);
  });

  it('says that a file is in the way', async () => {
    writeFileSync(at('taken'), '');
    expect(await refusal(makeFolder(at('taken')))).toContain('is a file: choose another folder');
    expect(await refusal(makeFolder(at('taken', 'sub')))).toContain('not a folder');
  });
});
