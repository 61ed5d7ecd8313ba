import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { BadInput, NoRoom } from './failures.ts';
import { answerJob, InOrder, type Outcome, PoolFailure, runOnThreads } from './threadPool.ts';

/** A thread that doubles numbers; it fails on 13, dies of 99 and takes longer over even ones. */
const DOUBLER = `
  const { parentPort } = require('node:worker_threads');
  parentPort.on('message', ({ index, job }) => {
    if (job === 99) process.exit(3);
    const outcome =
      job === 13 ? { ok: false, problem: 'unlucky' } : { ok: true, value: 2 * job };
    setTimeout(() => parentPort.postMessage({ kind: 'result', index, outcome }), job % 2 ? 0 : 20);
  });
  parentPort.postMessage({ kind: 'ready' });
`;

function startThread(code: string): () => Worker {
  return () => new Worker(code, { eval: true });
}

async function run(jobs: number[], threads: number, code = DOUBLER) {
  const outcomes = new Map<number, Outcome<number>>();
  await runOnThreads<number, number>(startThread(code), threads, jobs, (index, outcome) => {
    expect(outcomes.has(index)).toBe(false);
    outcomes.set(index, outcome);
  });
  return jobs.map((_, index) => outcomes.get(index));
}

describe('runOnThreads', () => {
  it.each([1, 3, 20])('does every job once on %i threads', async (threads) => {
    const jobs = Array.from({ length: 12 }, (_, i) => i);
    expect(await run(jobs, threads)).toEqual(jobs.map((job) => ({ ok: true, value: 2 * job })));
  });

  it('hands on the problem of a job and goes on', async () => {
    const outcomes = await run([1, 13, 2], 1);
    expect(outcomes[1]).toEqual({ ok: false, problem: 'unlucky' });
    expect(outcomes[2]).toEqual({ ok: true, value: 4 });
  });

  it('replaces a thread that dies of a job', async () => {
    const outcomes = await run([99, 1, 99, 2, 3], 2);
    for (const index of [0, 2]) {
      expect(outcomes[index]).toMatchObject({
        ok: false,
        problem: expect.stringContaining('crashed') as string,
      });
    }
    expect(outcomes[4]).toEqual({ ok: true, value: 6 });
  });

  it.each([
    ['dies', 'process.exit(3)'],
    [
      'is ended for another’s fault',
      "parentPort.postMessage({ kind: 'fatal', message: 'full', badInput: true })",
    ],
  ])('leaves no part of a file where a thread %s while it writes', async (_, end) => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'ucnet-')), 'map.png.1.writing');
    const writer = `
      const { parentPort } = require('node:worker_threads');
      parentPort.on('message', () => {
        parentPort.postMessage({ kind: 'writing', file: ${JSON.stringify(file)}, ended: false });
        require('node:fs').writeFileSync(${JSON.stringify(file)}, 'half');
        ${end};
      });
      parentPort.postMessage({ kind: 'ready' });
    `;
    await run([1], 1, writer).catch(() => undefined);
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['for a reason that the user can mend', true, BadInput],
    ['by a fault of the program', false, PoolFailure],
  ])('stops when a thread cannot be set up %s', async (_, badInput, kind) => {
    const fatal = `require('node:worker_threads').parentPort.postMessage(
      { kind: 'fatal', message: 'no GPU', badInput: ${badInput} })`;
    const failure = await run([1], 1, fatal).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(kind);
    expect(failure).toMatchObject({ message: 'no GPU' });
  });

  it('stops when a thread dies before it is ready', async () => {
    await expect(run([1, 2], 2, 'throw new Error("broken")')).rejects.toThrow('broken');
  });

  it('gives up the rest when it is told to stop', async () => {
    const abort = new AbortController();
    let done = 0;
    const jobs = Array.from({ length: 200 }, () => 2);
    const count = () => {
      if (++done === 3) abort.abort();
    };
    await runOnThreads(startThread(DOUBLER), 2, jobs, count, abort.signal);
    expect(done).toBeLessThan(10);
  });
});

describe('InOrder', () => {
  it('hands on in order whatever order values come in', () => {
    const taken: string[] = [];
    const inOrder = new InOrder<string>((index, value) => taken.push(`${index}${value}`));
    inOrder.put(2, 'c');
    inOrder.put(0, 'a');
    expect(taken).toEqual(['0a']);
    inOrder.put(1, 'b');
    expect(taken).toEqual(['0a', '1b', '2c']);
  });
});

describe('answerJob', () => {
  const failing = (error: Error) => answerJob(() => Promise.reject(error), { index: 3, job: 1 });

  it('takes a bad file for a problem of its job alone', async () => {
    const outcome = { ok: false, problem: 'broken' };
    expect(await failing(new BadInput('broken'))).toEqual({ kind: 'result', index: 3, outcome });
  });

  it('ends the work where the disk is full', async () => {
    const fatal = { kind: 'fatal', message: 'full', badInput: true };
    expect(await failing(new NoRoom('full'))).toEqual(fatal);
  });
});
