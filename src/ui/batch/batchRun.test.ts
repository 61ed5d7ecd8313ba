import { beforeAll, describe, expect, it } from 'vitest';
import type { ImageMeasurement } from '../../inference/measureImage.ts';
import { measureImage } from '../../inference/measureImage.ts';
import type { PairFacts, PairRequest } from '../../worker/protocol.ts';
import type { BatchFile } from './batchFiles.ts';
import { BatchRun, type PairRunner } from './batchRun.ts';
import { archiveName, exportBatch, formatPairs } from './exportBatch.ts';
import { sortPairs, type SortKey } from './sortPairs.ts';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

const settings = { near: 'auto', fit: null, count: 5, seed: 1, withoutDepth: 'none' } as const;

function files(...paths: string[]): BatchFile[] {
  return paths.map((path) => ({
    path,
    read: async () => {
      if (path.includes('gone')) throw new Error(`${path} is gone.`);
      return new Blob([path]);
    },
  }));
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
  const maps = { consensus: map, mean: map, uncertainty: map, samples: [map, map] };
  return measureImage(maps, truth, { normalise });
}

function facts(request: PairRequest, level: number): PairFacts {
  const bytes = () => new TextEncoder().encode(`map of ${request.photo.name}`);
  return {
    files: { consensus: bytes(), mean: bytes(), uncertainty: bytes(), depth: bytes() },
    thumbs: { photo: new Blob(), map: new Blob() },
    meanUncertainty: level,
    meanDisagreement: level / 2,
    measured:
      request.truth === null
        ? null
        : { minMax: measurement(level, true), raw: measurement(level, false) },
    depth: request.depth === null ? 'none' : request.depth === 'estimated' ? request.depth : 'file',
    near: null,
    seed: 1,
    warnings: [],
    milliseconds: 1,
  };
}

class BadFile extends Error {}
class NoNetwork extends Error {}

const UCNET = { id: 'ucnet', title: 'UC-Net' };
const OTHER = { id: 'other', title: 'Other' };

/** A run over these paths; the digit in a photo's name is its uncertainty in tenths. */
function runOver(paths: string[], runPair?: PairRunner) {
  const asked: PairRequest[] = [];
  const page = { model: UCNET };
  const run = new BatchRun(
    files(...paths),
    runPair ??
      (async (request) => {
        asked.push(request);
        if (request.photo.name.includes('bad')) throw new BadFile('bad.jpg is damaged.');
        return facts(request, Number(/\d/.exec(request.photo.name)![0]) / 10);
      }),
    (error) =>
      error instanceof BadFile ? 'file' : error instanceof NoNetwork ? 'network' : 'unknown',
    () => page.model,
  );
  return { run, asked, page };
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
    expect(asked.map(({ name }) => name)).toEqual(['1', '2', '3', 'bad']);
    expect(await asked[0]!.photo.blob.text()).toBe('s/RGB/1.jpg');
  });

  it('opens a pair on the page with the noise that it was run with', async () => {
    const { run } = runOver(PATHS, async (request) => ({ ...facts(request, 0.1), seed: -5 }));
    const [pair] = run.get().matching.pairs;
    expect(run.settingsOf(pair!)).toBeNull();
    await run.run(settings);
    expect(run.settingsOf(pair!)).toEqual({ ...settings, seed: -5 });
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

  it('goes past a pair at which it stopped twice', async () => {
    const { run } = runOver(PATHS, async (request) => {
      if (request.photo.name.includes('bad')) throw new Error('No memory left.');
      return facts(request, 0.1);
    });
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'stopped', problem: 'No memory left.' });
    await run.run(settings);
    const { phase, problem, outcomes } = run.get();
    expect([phase, problem]).toEqual(['done', null]);
    expect(outcomes.at(-1)).toMatchObject({ kind: 'failed', detail: 'No memory left.' });
  });

  it('blames no pair while there is no network', async () => {
    const { run } = runOver(PATHS, () => Promise.reject(new NoNetwork('Not running.')));
    await run.run(settings);
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'stopped', problem: 'Not running.', outcomes: [] });
  });

  it('goes past files that cannot be read', async () => {
    const { run, asked } = runOver(['s/RGB/1.jpg', 's/RGB/gone-2.jpg', 's/RGB/3.jpg']);
    await run.run(settings);
    const { phase, outcomes } = run.get();
    expect(phase).toBe('done');
    expect(asked.map(({ photo }) => photo.name)).toEqual(['s/RGB/1.jpg', 's/RGB/3.jpg']);
    expect(outcomes.find(({ kind }) => kind === 'failed')).toMatchObject({
      pair: { name: 'gone-2' },
      detail: 's/RGB/gone-2.jpg is gone.',
    });
  });

  it('goes on with the settings that it was begun with', async () => {
    const { run, asked } = runOver(PATHS);
    const stopAfter = (count: number) =>
      run.subscribe(() => {
        if (run.get().outcomes.length === count) run.stop();
      });
    let unsubscribe = stopAfter(0);
    await run.run({ ...settings, seed: 7 });
    unsubscribe();
    // Nothing came of that, and the network was not even asked, so another run may have others.
    expect(asked).toEqual([]);
    unsubscribe = stopAfter(1);
    await run.run({ ...settings, near: 'dark', count: 3, seed: 2 });
    unsubscribe();
    expect(run.get()).toMatchObject({
      phase: 'stopped',
      terms: { settings: { ...settings, near: 'dark', count: 3, seed: 2 }, model: UCNET },
    });
    await run.run(settings);
    expect(run.get().phase).toBe('done');
    for (const request of asked) expect(request).toMatchObject({ near: 'dark', count: 3, seed: 2 });
  });

  it('goes on under the model that it was begun with alone', async () => {
    const { run, asked, page } = runOver(PATHS);
    const unsubscribe = run.subscribe(() => {
      if (run.get().outcomes.length === 1) run.stop();
    });
    await run.run(settings);
    unsubscribe();
    page.model = OTHER;
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'stopped', terms: { model: UCNET } });
    expect(run.get().problem).toMatch(/UC-Net’s, and Other is in use now: choose UC-Net again/);
    expect(asked).toHaveLength(1);
    page.model = UCNET;
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'done', problem: null });
  });

  it('takes nothing of a model that came into use while a pair waited', async () => {
    const { run, page } = runOver(PATHS, async (request) => {
      if (request.photo.name.includes('2')) page.model = OTHER;
      return facts(request, 0.1);
    });
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'stopped', outcomes: [{ pair: { name: '1' } }] });
    expect(run.get().problem).toContain('Other is in use now');
    expect(run.get().rows.raw[0]!.images).toBe(1);
  });

  it('is of the model that the first result is of', async () => {
    const { run, page } = runOver(['s/RGB/0-gone.jpg', ...PATHS], async (request) => {
      page.model = OTHER;
      return facts(request, 0.1);
    });
    await run.run(settings);
    expect(run.get()).toMatchObject({ phase: 'done', terms: { model: OTHER } });
  });

  it('gives a pair’s files back', async () => {
    const { run } = runOver(PATHS);
    const found = await run.filesOf(run.get().matching.pairs[0]!);
    expect([found?.photo.name, found?.depth, found?.truth?.name]).toEqual(['1.jpg', null, '1.png']);
  });

  it('runs a pair with the answers of all people, and gives them back', async () => {
    const { run, asked } = runOver(['s/images/1.jpg', 's/gt1/1.png', 's/gt2/1.png']);
    await run.run(settings);
    const { truth } = asked[0]!;
    expect([truth, ...truth!.others!].map((file) => file!.name)).toEqual([
      's/gt1/1.png',
      's/gt2/1.png',
    ]);
    const found = await run.filesOf(run.get().matching.pairs[0]!);
    expect(found!.otherTruths.map(({ name }) => name)).toEqual(['1.png']);
  });

  it('says why it cannot give a pair’s files back', async () => {
    const { run } = runOver(['s/RGB/gone-1.jpg']);
    expect(await run.filesOf(run.get().matching.pairs[0]!)).toBeNull();
    expect(run.get().problem).toBe('s/RGB/gone-1.jpg is gone.');
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
    expect(lines[0]).toMatch(
      /^name,depth,meanUncertainty,meanDisagreement,energyDistance,sMeasure,.*,mae,problem$/,
    );
    expect(lines[1]).toMatch(/^1,none,0\.1,/);
    expect(lines[3]).toMatch(/^bad,,+bad\.jpg is damaged\.$/);
  });

  it('says for each pair, in the tables and in the archive’s name that depth was estimated', async () => {
    const { run, asked } = runOver([...PATHS, 's/depth/2.png']);
    await run.run({ ...settings, withoutDepth: 'estimated' });
    expect(asked.map(({ depth }) => (depth === 'estimated' ? depth : depth?.name))).toEqual([
      'estimated',
      's/depth/2.png',
      'estimated',
    ]);
    const { outcomes, rows } = run.get();
    expect(formatPairs(outcomes, 'raw')).toMatch(/\r\n1,estimated,.*\r\n2,file,/);
    expect(rows.raw[0]!.dataset).toBe('s (estimated depth: 1 of 2)');
    expect(archiveName(run.get())).toBe('s-estimated-depth-saliency.zip');
  });

  it('is sorted by any column, what has no value last', async () => {
    const { run } = runOver([...PATHS, 's/RGB/5.jpg']);
    await run.run(settings);
    const names = (...sort: [SortKey, boolean]) =>
      sortPairs(run.get().outcomes, ...sort, 'raw').map(({ pair }) => pair.name);
    expect(names('meanUncertainty', true)).toEqual(['5', '2', '1', 'bad']);
    expect(names('mae', false)).toEqual(['1', '2', '5', 'bad']);
    expect(names('name', true)).toEqual(['bad', '5', '2', '1']);
  });
});
