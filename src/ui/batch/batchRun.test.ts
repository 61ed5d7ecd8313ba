import { describe, expect, it } from 'vitest';
import type { ImageMeasurement } from '../../evaluation/measureImage.ts';
import { measureImage } from '../../evaluation/measureImage.ts';
import type { PairFacts, PairRequest } from '../../worker/protocol.ts';
import type { BatchFile } from './batchFiles.ts';
import { BatchRun, type PairRunner } from './batchRun.ts';
import { exportBatch, formatPairs } from './exportBatch.ts';
import { sortPairs } from './sortPairs.ts';

const settings = { near: 'auto', count: 5, seed: 1 } as const;

function files(...paths: string[]): BatchFile[] {
  return paths.map((path) => ({ path, read: async () => new Blob([path]) }));
}

const SIDE = 4;
const square = (value: (i: number) => number) => ({
  height: SIDE,
  width: SIDE,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => value(i)),
});

/** Of a map that is right but for `level` on the background. */
function measurement(level: number, normalise: boolean): ImageMeasurement {
  const truth = square((i) => Number(i < 8));
  const map = square((i) => (i < 8 ? 0.8 : level));
  const maps = { consensus: map, mean: map, single: map, uncertainty: map, samples: [map, map] };
  return measureImage(maps, truth, { normalise });
}

function facts(request: PairRequest, level: number): PairFacts {
  const bytes = () => new TextEncoder().encode(`map of ${request.photo.name}`);
  return {
    files: { consensus: bytes(), mean: bytes(), uncertainty: bytes(), depth: bytes() },
    meanUncertainty: level,
    measured:
      request.truth === null
        ? null
        : { minMax: measurement(level, true), raw: measurement(level, false) },
    near: null,
    milliseconds: 1,
  };
}

class BadFile extends Error {}

/** A run over these paths; the digit in a photo's name is its uncertainty in tenths. */
function runOver(paths: string[], runPair?: PairRunner) {
  const asked: PairRequest[] = [];
  const run = new BatchRun(
    files(...paths),
    runPair ??
      (async (request) => {
        asked.push(request);
        if (request.photo.name.includes('bad')) throw new BadFile('bad.jpg is damaged.');
        return facts(request, Number(/\d/.exec(request.photo.name)![0]) / 10);
      }),
    (error) => error instanceof BadFile,
  );
  return { run, asked };
}

const PATHS = ['s/RGB/1.jpg', 's/RGB/2.jpg', 's/RGB/bad.jpg', 's/GT/1.png', 's/GT/2.png'];

describe('BatchRun', () => {
  it('runs every pair, goes past broken files and sums up', async () => {
    const { run, asked } = runOver([...PATHS, 's/RGB/3.jpg', 's/depth/3.png']);
    expect(run.get()).toMatchObject({ phase: 'waiting', matching: { dataset: 's' } });
    const phases: string[] = [];
    run.subscribe(() => phases.push(run.get().phase));
    await run.run(settings);
    const { phase, outcomes, rows, leftMs } = run.get();
    expect([phase, leftMs]).toEqual(['done', null]);
    expect(phases).toEqual(['running', 'running', 'running', 'running', 'running', 'done']);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['done', 'done', 'done', 'failed']);
    expect(rows.raw.map(({ name, images }) => [name, images])).toEqual([
      ['consensus', 2],
      ['mean', 2],
      ['single', 2],
    ]);
    expect(rows.raw[0]!.mae).toBeCloseTo((0.2 + 0.1 + (0.2 + 0.2)) / 4, 2);
    expect(rows.minMax[0]!.mae).toBeCloseTo(0, 6);
    expect(asked[2]).toMatchObject({ depth: { name: 's/depth/3.png' }, truth: null, seed: 1 });
    expect(await asked[0]!.photo.blob.text()).toBe('s/RGB/1.jpg');
  });

  it('stops and goes on where it was', async () => {
    const { run, asked } = runOver(PATHS);
    const unsubscribe = run.subscribe(() => {
      if (run.get().outcomes.length === 1) run.stop();
    });
    await run.run(settings);
    unsubscribe();
    expect(run.get()).toMatchObject({ phase: 'stopped', problem: null });
    expect(asked).toHaveLength(1);
    await run.run(settings);
    expect(run.get().phase).toBe('done');
    expect(run.get().rows.raw[0]!.images).toBe(2);
  });

  it('takes nothing of the pair that was under way', async () => {
    let answer: (facts: PairFacts) => void = () => undefined;
    const { run } = runOver(PATHS, (request, signal) => {
      signal.addEventListener('abort', () => answer(facts(request, 0.1)));
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    const running = run.run(settings);
    await new Promise((resolve) => setTimeout(resolve));
    run.stop();
    await running;
    expect(run.get().outcomes).toEqual([]);
  });

  it('says why it ends when the network fails', async () => {
    const { run } = runOver(PATHS, () => Promise.reject(new Error('The worker died.')));
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'stopped', problem: 'The worker died.' });
  });

  it('gives a pair’s files back', async () => {
    const { run } = runOver(PATHS);
    const { photo, depth, truth } = await run.filesOf(run.get().matching.pairs[0]!);
    expect([photo.name, depth, truth?.name]).toEqual(['1.jpg', null, '1.png']);
  });
});

describe('what is made of a batch', () => {
  it('is an archive in the folders that evaluators read', async () => {
    const { run } = runOver(PATHS);
    await run.run(settings);
    const { BlobReader, TextWriter, ZipReader } = await import('@zip.js/zip.js');
    const entries = await new ZipReader(new BlobReader(await exportBatch(run.get()))).getEntries();
    const names = entries.map(({ filename }) => filename);
    expect(names).toContain('s/consensus/1.png');
    expect(names.filter((name) => name.startsWith('s/'))).toHaveLength(8);
    expect(names.filter((name) => !name.startsWith('s/'))).toEqual([
      'scores-min-max.csv',
      'scores-min-max.tex',
      'pairs-min-max.csv',
      'scores-raw.csv',
      'scores-raw.tex',
      'pairs-raw.csv',
    ]);
    const first = entries[0]!;
    expect(first.directory ? '' : await first.getData(new TextWriter())).toBe('map of s/RGB/1.jpg');
  });

  it('is a line for each pair, the broken ones too', async () => {
    const { run } = runOver(PATHS);
    await run.run(settings);
    const lines = formatPairs(run.get().outcomes, 'raw').trim().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^name,meanUncertainty,sMeasure,.*,mae,problem$/);
    expect(lines[1]).toMatch(/^1,0\.1,/);
    expect(lines[3]).toMatch(/^bad,,+bad\.jpg is damaged\.$/);
  });

  it('is sorted by any column, what has no value last', async () => {
    const { run } = runOver([...PATHS, 's/RGB/5.jpg']);
    await run.run(settings);
    const names = (...sort: ['name' | 'meanUncertainty' | 'mae', boolean]) =>
      sortPairs(run.get().outcomes, ...sort, 'raw').map(({ pair }) => pair.name);
    expect(names('meanUncertainty', true)).toEqual(['5', '2', '1', 'bad']);
    expect(names('mae', false)).toEqual(['1', '2', '5', 'bad']);
    expect(names('name', true)).toEqual(['bad', '5', '2', '1']);
  });
});
