import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMap } from '../image/decodeMap.ts';
import { encodeGrey16Png, encodeGreyPng } from '../image/encodePng.ts';
import { depth } from './depth.ts';
import { endOf, runUcnet, startUcnet } from './testing/runUcnet.ts';
import { writeScenes } from './testing/scenes.ts';
import { writeTinyDepthModel, writeTinyModel } from './testing/tinyModel.ts';

interface Row {
  readonly dataset: string;
  readonly name: string;
  readonly images: number;
  readonly [score: string]: number | string;
}

interface PerImage {
  readonly scores: { readonly single: { readonly mae: number } };
}

interface Results {
  readonly rows: readonly Row[];
  readonly uncertainty: Readonly<Record<string, unknown>>;
  readonly near: Readonly<Record<string, unknown>>;
  readonly depth: Readonly<Record<string, number>> | null;
  readonly people: Readonly<Record<string, unknown>> | null;
  readonly latents: readonly { readonly meanChange: number; readonly changedShare: number }[];
  readonly latentsWherePeopleDisagree: readonly unknown[];
  readonly skipped: readonly { readonly image: string; readonly problem: string }[];
  readonly warnings: readonly Readonly<Record<string, string>>[];
  readonly datasets: readonly {
    readonly dataset: string;
    readonly perImage: readonly PerImage[];
    readonly people: unknown;
  }[];
}

const SCENES = 12;

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-evaluate-'));
  await writeTinyModel(at('model'));
  writeScenes(at('Scenes'), SCENES);
  writeScenes(at('Mixed'), 3);
  cpSync(at('Mixed', 'depth'), at('Mixed', 'clean'), { recursive: true });
  truncateSync(at('Mixed', 'depth', 'scene-1.png'), 60);
  copyFileSync(at('Mixed', 'RGB', 'scene-0.png'), at('Mixed', 'RGB', 'lonely.png'));
  writeFileSync(
    at('Mixed', 'near.json'),
    JSON.stringify({ 'scene-0': 'bright', 'scene-2': 'dark' }),
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

function command(json: string, ...args: string[]): string[] {
  return ['evaluate', ...args, '--json', at(json), '--model-dir', at('model')];
}

function read(json: string): Results {
  return JSON.parse(readFileSync(at(json), 'utf8')) as Results;
}

const ROW_KEYS =
  'dataset name images mae sMeasure weightedF adaptiveF meanF maxF adaptiveE meanE maxE iou'.split(
    ' ',
  );

describe('ucnet evaluate', () => {
  it('scores every map of every data set, and goes on past broken files', async () => {
    const { code, stdout, stderr } = await runUcnet(
      ...command('all.json', '--dataset', at('Scenes'), '--dataset', at('Mixed')),
      ...['--samples', '3', '--near', 'auto', '--save-maps', at('maps'), '--threads', '2'],
      ...['--csv', at('all.csv'), '--latex', at('all.tex'), '--latents'],
    );
    expect(code, stderr).toBe(0);
    const { rows, uncertainty, skipped, near, depth, latents, datasets } = read('all.json');
    expect(rows.map(({ dataset, name, images }) => [dataset, name, images])).toEqual([
      ['Scenes', 'consensus', SCENES],
      ['Scenes', 'mean', SCENES],
      ['Scenes', 'single', SCENES],
      ['Mixed', 'consensus', 2],
      ['Mixed', 'mean', 2],
      ['Mixed', 'single', 2],
    ]);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(expect.arrayContaining(ROW_KEYS));
      for (const key of ROW_KEYS.slice(3)) expect(row[key], key).toBeTypeOf('number');
    }
    expect(uncertainty).toMatchObject({ kind: 'entropy', images: SCENES + 2 });
    for (const key of ['auroc', 'ause', 'consensusAuroc', 'expectedCalibrationError']) {
      expect(uncertainty[key], key).toBeTypeOf('number');
    }
    expect(datasets[0]!.perImage).toHaveLength(SCENES);
    expect(near).toMatchObject({ known: 2, option: 'auto' });
    expect(depth).toMatchObject({ images: 2 });
    for (const value of Object.values(depth!)) expect(value).toBeGreaterThanOrEqual(0);
    expect(stdout).toContain('Depth correction over 2 images');
    expect(latents.length).toBeGreaterThan(0);
    for (const { meanChange, changedShare } of latents) {
      expect(meanChange).toBeGreaterThan(0);
      expect(changedShare).toBeGreaterThanOrEqual(0);
    }
    expect(stdout).toContain('Each latent alone');

    expect(skipped).toHaveLength(1);
    expect(skipped[0]).toMatchObject({ dataset: 'Mixed', image: 'scene-1' });
    expect(skipped[0]!.problem).toMatch(/scene-1\.png is damaged/);
    expect(stderr).toContain('RGB/lonely.png: left out, because it has no ground truth.');
    expect(stderr).toMatch(/Skipped: .*scene-1\.png is damaged/);
    expect(stderr).toMatch(/evaluate 15\/15 \(100%\)/);
    expect(stdout).toMatch(/^data set +method +images +S↑/);
    expect(stdout).toMatch(/right in \d of 2/);
    expect(readFileSync(at('all.csv'), 'utf8').split('\r\n')).toHaveLength(8);
    expect(readFileSync(at('all.tex'), 'utf8')).toContain('Scenes & consensus & ');
    expect(existsSync(at('all.json.journal'))).toBe(false);
  });

  it('saves the maps that it scored', async () => {
    const { code } = await runUcnet(
      'metrics',
      ...['consensus', 'mean'].flatMap((name) => ['--pred', at('maps', 'Scenes', name)]),
      ...['--gt', at('Scenes', 'GT'), '--json', at('saved.json')],
    );
    expect(code).toBe(0);
    const expected = read('all.json').rows.slice(0, 2);
    expect(read('saved.json').rows).toEqual(expected);
    for (const name of ['single', 'uncertainty']) {
      expect(readdirSync(at('maps', 'Mixed', name))).toHaveLength(2);
    }
  });

  it('saves the first sample, which is the scored one where there is no other', async () => {
    const evaluated = await runUcnet(
      ...command('one.json', '--dataset', at('Scenes'), '--samples', '1'),
      ...['--save-maps', at('one')],
    );
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const { code } = await runUcnet(
      ...['metrics', '--pred', at('one', 'Scenes', 'single')],
      ...['--gt', at('Scenes', 'GT'), '--json', at('one-saved.json')],
    );
    expect(code).toBe(0);
    expect(read('one-saved.json').rows).toEqual([
      read('one.json').rows.find(({ name }) => name === 'single'),
    ]);
  });

  it('gives each image noise of its own, the same in every data set', async () => {
    for (const set of ['Twins', 'Twin']) {
      for (const kind of ['RGB', 'depth', 'GT']) {
        mkdirSync(at(set, kind), { recursive: true });
        const names = set === 'Twins' ? ['scene-0', 'twin'] : ['twin'];
        for (const name of names) {
          copyFileSync(at('Scenes', kind, 'scene-0.png'), at(set, kind, `${name}.png`));
        }
      }
    }
    const { code, stderr } = await runUcnet(
      ...command('twins.json', '--dataset', at('Twins'), '--dataset', at('Twin')),
      ...['--samples', '2', '--threads', '1'],
    );
    expect(code, stderr).toBe(0);
    const [twins, alone] = read('twins.json').datasets;
    const maeOf = (image: PerImage) => image.scores.single.mae;
    expect(maeOf(twins!.perImage[0]!)).not.toBe(maeOf(twins!.perImage[1]!));
    expect(alone!.perImage[0]).toEqual(twins!.perImage[1]);
  });

  it('continues a killed run to the same results', async () => {
    const options = ['--dataset', at('Scenes'), '--samples', '2', '--threads', '1'];
    const child = startUcnet(command('killed.json', ...options));
    const ending = endOf(child);
    const journal = at('killed.json.journal');
    const linesDone = () =>
      existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0;
    while (linesDone() < 4 && child.exitCode === null) await delay(2);
    child.kill('SIGKILL');
    await ending;
    expect(existsSync(at('killed.json'))).toBe(false);

    const { code, stderr } = await runUcnet(...command('killed.json', ...options));
    expect(code, stderr).toBe(0);
    const done = Number(/Continuing: (\d+) of 12 images are done/.exec(stderr)?.[1]);
    expect(done).toBeGreaterThanOrEqual(2);
    expect(done).toBeLessThan(SCENES);
    expect(stderr).toMatch(new RegExp(`evaluate (\\d+)/${SCENES - done} `));

    await runUcnet(...command('whole.json', ...options.slice(0, 4), '--threads', '3'));
    expect(read('killed.json')).toEqual(read('whole.json'));
  });

  it('stops on request and keeps what is done for the same options only', async () => {
    const options = ['--dataset', at('Scenes'), '--threads', '1'];
    const child = startUcnet(command('stopped.json', ...options));
    const ending = endOf(child);
    const journal = at('stopped.json.journal');
    while (!existsSync(journal) || readFileSync(journal, 'utf8').split('\n').length < 3) {
      await delay(2);
    }
    child.kill('SIGINT');
    const { code, stderr } = await ending;
    expect(code).toBe(130);
    expect(stderr).toContain('Run the same command again to continue');

    const other = await runUcnet(...command('stopped.json', ...options, '--seed', '2'));
    expect(other.code).toBe(0);
    expect(other.stderr).not.toContain('Continuing');
  });

  it('measures again what got more to be measured against since it was stopped', async () => {
    const count = 6;
    const set = at('Growing');
    writeScenes(set, count);
    const args = command('growing.json', '--dataset', set, '--threads', '1', '--samples', '2');
    const journal = at('growing.json.journal');
    const linesDone = () =>
      existsSync(journal) ? readFileSync(journal, 'utf8').split('\n').length : 0;
    const child = startUcnet(args);
    const ending = endOf(child);
    while (linesDone() < 4 && child.exitCode === null) await delay(2);
    child.kill('SIGINT');
    expect((await ending).code).toBe(130);
    const kept = readFileSync(journal);
    for (const [from, to] of [
      ['GT', 'GT-2'],
      ['depth', 'clean'],
    ] as const) {
      writeFileSync(journal, kept);
      cpSync(path.join(set, from), path.join(set, to), { recursive: true });
      const { code, stderr } = await runUcnet(...args);
      expect(code, stderr).toBe(0);
      expect(stderr, to).not.toContain('Continuing');
      rmSync(path.join(set, to), { recursive: true });
    }
    expect(read('growing.json').depth).toMatchObject({ images: count });
    // Maps that were not asked for then are written for every picture now.
    writeFileSync(journal, kept);
    const withMaps = await runUcnet(...args, '--save-maps', at('growing-maps'));
    expect(withMaps.stderr).not.toContain('Continuing');
    expect(readdirSync(at('growing-maps/Growing/consensus'))).toHaveLength(count);
    // The journal is continued where nothing changed.
    writeFileSync(journal, kept);
    expect((await runUcnet(...args)).stderr).toContain('Continuing');
  });

  it('takes a depth map without any reading for none, and fits one of another shape when told how', async () => {
    writeScenes(at('Odd'), 2);
    const flat = (height: number, width: number, value: number) =>
      encodeGrey16Png({ height, width, data: new Float32Array(height * width).fill(value) });
    writeFileSync(at('Odd', 'depth', 'scene-0.png'), flat(40, 56, 0));
    writeFileSync(at('Odd', 'depth', 'scene-1.png'), flat(30, 30, 0.5));
    const args = command('odd.json', '--dataset', at('Odd'), '--samples', '1', '--threads', '1');
    const refused = await runUcnet(...args);
    expect(refused.stderr).toMatch(/Skipped: .*scene-1\.png does not fit .*--fit crop/);
    expect(refused.stderr).toMatch(/Warning: .*counts as no depth\. \(Odd\/scene-0\)/);
    expect(read('odd.json').rows[0]).toMatchObject({ images: 1 });
    const fitted = await runUcnet(...args, '--fit', 'crop');
    expect(fitted.code, fitted.stderr).toBe(0);
    const { rows, near, warnings } = read('odd.json');
    expect(rows[0]).toMatchObject({ images: 2 });
    expect(near).toMatchObject({ bright: 1, dark: 0 });
    expect(warnings).toMatchObject([{ dataset: 'Odd', image: 'scene-0' }]);
  });

  it('reads data sets as they are published, and names what it leaves out', async () => {
    const names = { RGB: 'test_images', depth: 'test_depth', GT: 'test_masks' };
    writeScenes(at('Plain'), 2);
    for (const [from, to] of Object.entries(names)) {
      cpSync(at('Plain', from), at('Published', 'test_data', to), { recursive: true });
    }
    copyFileSync(
      at('Plain', 'GT', 'scene-0.png'),
      at('Published', 'test_data', 'test_masks', 'x.png'),
    );
    const options = ['--samples', '1', '--threads', '1'];
    const { code, stderr } = await runUcnet(
      ...command('published.json', '--dataset', at('Published'), '--dataset', at('Plain')),
      ...options,
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('test_data/test_masks/x.png: left out: no photo of this name.');
    const [published, same] = read('published.json').datasets;
    expect(published!.perImage).toEqual(same!.perImage);
  });

  it('does not run without depth unasked where the depth maps belong to no photo', async () => {
    const set = at('Renamed');
    writeScenes(set, 1);
    renameSync(path.join(set, 'depth', 'scene-0.png'), path.join(set, 'depth', 'other.png'));
    const args = command('renamed.json', '--dataset', set, '--samples', '1', '--threads', '1');
    const { code, stderr } = await runUcnet(...args);
    expect({ code }).toEqual({ code: 2 });
    expect(stderr).toMatch(/depth maps, and none of them belongs to a photo.*--no-depth/);
    expect((await runUcnet(...args, '--no-depth')).code).toBe(0);
  });

  it('can leave the depth aside and take only the first pictures', async () => {
    const { code, stderr } = await runUcnet(
      ...command('bare.json', '--dataset', at('Mixed')),
      ...['--no-depth', '--limit', '2', '--raw', '--samples', '1'],
    );
    expect(code, stderr).toBe(0);
    const { rows, near, depth, uncertainty } = read('bare.json');
    expect(depth).toBeNull();
    // Without depth the damaged depth map does not matter.
    expect(rows.map((row) => row.images)).toEqual([2, 2, 2]);
    expect(near).toMatchObject({ bright: 0, dark: 0 });
    expect(uncertainty['sampleDistance']).toBeNull();
    // One sample: it is the mean, and where it agrees with itself the consensus too.
    expect(rows[1]).toEqual({ ...rows[2], name: 'mean' });
  });

  it('holds the samples against every annotator', async () => {
    writeScenes(at('Several'), 2);
    const run = async (json: string) => {
      const { code, stderr } = await runUcnet(...command(json, '--dataset', at('Several')));
      expect(code, stderr).toBe(0);
      return read(json);
    };
    const one = await run('one.json');
    // The second annotator marks what the first one left, in one of the two pictures.
    const truth = await decodeMap(readFileSync(at('Several', 'GT', 'scene-0.png')));
    const opposite = { ...truth, data: truth.data.map((value) => 1 - value) };
    mkdirSync(at('Several', 'GT-2'));
    writeFileSync(at('Several', 'GT-2', 'scene-0.png'), encodeGreyPng(opposite));
    const two = await run('two.json');
    expect(two.rows).toEqual(one.rows);
    expect(two.uncertainty['auroc']).toEqual(one.uncertainty['auroc']);
    const distance = 'generalisedEnergyDistance';
    expect(two.uncertainty[distance]).not.toEqual(one.uncertainty[distance]);
    expect(one.people).toBeNull();
    expect(two.people).toMatchObject({ images: 1, disagreeing: { images: 1 } });
  });

  it('estimates depth from each photo where it is asked to', async () => {
    await writeTinyDepthModel(at('depth-model'));
    writeScenes(at('Estimated'), 2);
    const options = ['--dataset', at('Estimated'), '--depth-model', at('depth-model')];
    options.push('--samples', '1', '--threads', '1');
    const run = async (json: string, ...more: string[]) => {
      const { code, stderr } = await runUcnet(...command(json, ...options, ...more));
      expect(code, stderr).toBe(0);
      return read(json);
    };
    const estimated = await run('estimated.json', '--depth', 'estimate');
    // The same from files in the place of the data set's own depth maps.
    rmSync(at('Estimated', 'depth'), { recursive: true });
    const folders = { rgb: at('Estimated', 'RGB'), out: at('Estimated', 'depth') };
    const depthModel = at('depth-model');
    await depth({ ...folders, depthModel, backend: 'wasm' }, { write: () => undefined });
    const files = await run('files.json');
    for (const [i, row] of estimated.rows.entries()) {
      expect(row['mae'], row.name).toBeCloseTo(files.rows[i]!['mae'] as number, 2);
    }
    expect(estimated.near).toMatchObject({ bright: 0, dark: 0 });
  });

  it('takes a share map for the people whose answers it counts', async () => {
    writeScenes(at('Shares'), 2);
    mkdirSync(at('Shares', 'share'));
    mkdirSync(at('Shares', 'GT-2'));
    for (const name of ['scene-0.png', 'scene-1.png']) {
      // One person marks the object, the other the left part of the picture as well.
      const truth = await decodeMap(readFileSync(at('Shares', 'GT', name)));
      const left = (i: number) => Number(i % truth.width < 10);
      const map = (value: (marked: number, i: number) => number) =>
        encodeGreyPng({ ...truth, data: truth.data.map(value) });
      writeFileSync(
        at('Shares', 'share', name),
        map((marked, i) => (marked + Math.max(marked, left(i))) / 255),
      );
      writeFileSync(
        at('Shares', 'GT-2', name),
        map((marked, i) => Math.max(marked, left(i))),
      );
    }
    const options = ['--dataset', at('Shares'), '--latents'];
    const masks = await runUcnet(...command('masks.json', ...options));
    expect(masks.code, masks.stderr).toBe(0);
    const shares = await runUcnet(...command('shares.json', ...options, '--truth-levels', '2'));
    expect(shares.code, shares.stderr).toBe(0);
    expect(shares.stdout).toBe(masks.stdout);
    expect(shares.stdout).toContain('against people over 2 images');
    expect(shares.stdout).toMatch(/z1: .* where people disagree$/m);
    const { rows, people, datasets, latentsWherePeopleDisagree, latents } = read('shares.json');
    expect({ rows, people }).toEqual({
      rows: read('masks.json').rows,
      people: read('masks.json').people,
    });
    expect(datasets[0]!.people).toEqual(people);
    expect(latentsWherePeopleDisagree).toEqual(latents);
  });

  it('says so where a share map counts more people than were asked', async () => {
    const brighter = await decodeMap(readFileSync(at('Shares', 'GT', 'scene-1.png')));
    writeScenes(at('More'), 1);
    mkdirSync(at('More', 'share'));
    copyFileSync(at('Shares', 'share', 'scene-0.png'), at('More', 'share', 'scene-0.png'));
    copyFileSync(at('More', 'RGB', 'scene-0.png'), at('More', 'RGB', 'scene-1.png'));
    writeFileSync(at('More', 'share', 'scene-1.png'), encodeGreyPng(brighter));
    const { code, stderr } = await runUcnet(
      ...command('more.json', '--dataset', at('More'), '--no-depth', '--truth-levels', '2'),
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('scene-1.png says that 255 of 2 people marked a pixel');
    expect(read('more.json').people).toMatchObject({ images: 1 });
  });

  it.each<[string, () => string[], RegExp]>([
    ['a missing data set', () => ['--dataset', at('gone')], /gone does not exist/],
    [
      'a data set without the share maps asked for',
      () => ['--dataset', at('Scenes'), '--truth-levels', '12'],
      /Scenes holds no folder share, where --truth-levels looks for share maps/,
    ],
    [
      'a folder without pictures',
      () => ['--dataset', at('model')],
      /holds no photo with its ground truth/,
    ],
    [
      'a data set given twice',
      () => ['--dataset', at('Scenes'), '--dataset', at('Scenes')],
      /given twice/,
    ],
    [
      'weights that are none',
      () => ['--dataset', at('Scenes'), '--weights', at('Mixed', 'near.json')],
      /near\.json cannot be used/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runUcnet(...command('refused.json', ...args()));
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
