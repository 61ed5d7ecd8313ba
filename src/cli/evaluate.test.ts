import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGrey16Png } from '../image/encodePng.ts';
import { depth } from './depth.ts';
import { EvaluationFolder, type PerImage } from './testing/evaluation.ts';
import { runUcnet } from './testing/runUcnet.ts';
import { writeScenes } from './testing/scenes.ts';
import { writeTinyDepthModel } from './testing/tinyModel.ts';

const SCENES = 12;

const ROW_KEYS =
  'dataset name images mae sMeasure weightedF adaptiveF meanF maxF adaptiveE meanE maxE iou'.split(
    ' ',
  );

let folder: EvaluationFolder;

beforeAll(async () => {
  folder = await EvaluationFolder.make();
  writeScenes(folder.at('Scenes'), SCENES);
  writeScenes(folder.at('Mixed'), 3);
  cpSync(folder.at('Mixed', 'depth'), folder.at('Mixed', 'clean'), { recursive: true });
  truncateSync(folder.at('Mixed', 'depth', 'scene-1.png'), 60);
  copyFileSync(folder.at('Mixed', 'RGB', 'scene-0.png'), folder.at('Mixed', 'RGB', 'lonely.png'));
  writeFileSync(
    folder.at('Mixed', 'near.json'),
    JSON.stringify({ 'scene-0': 'bright', 'scene-2': 'dark' }),
  );
});

afterAll(() => folder.remove());

describe('ucnet evaluate', () => {
  it('scores every map of every data set, and goes on past broken files', async () => {
    const { code, stdout, stderr } = await runUcnet(
      ...folder.command(
        'all.json',
        '--dataset',
        folder.at('Scenes'),
        '--dataset',
        folder.at('Mixed'),
      ),
      ...['--samples', '3', '--near', 'auto', '--save-maps', folder.at('maps'), '--threads', '2'],
      ...['--csv', folder.at('all.csv'), '--latex', folder.at('all.tex'), '--latents'],
    );
    expect(code, stderr).toBe(0);
    const { rows, uncertainty, skipped, near, depth, latents, datasets } = folder.read('all.json');
    // First, since it says why a picture is missing from the counts below.
    expect(skipped).toEqual([
      {
        dataset: 'Mixed',
        image: 'scene-1',
        problem: expect.stringContaining('scene-1.png is damaged'),
      },
    ]);
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

    expect(stderr).toContain('RGB/lonely.png: left out, because it has no ground truth.');
    expect(stderr).toMatch(/Skipped: .*scene-1\.png is damaged/);
    expect(stderr).toMatch(/evaluate 15\/15 \(100%\)/);
    expect(stdout).toMatch(/^data set +method +images +S↑/);
    expect(stdout).toMatch(/right in \d of 2/);
    expect(readFileSync(folder.at('all.csv'), 'utf8').split('\r\n')).toHaveLength(8);
    expect(readFileSync(folder.at('all.tex'), 'utf8')).toContain('Scenes & consensus & ');
    expect(existsSync(folder.at('all.json.journal'))).toBe(false);
  });

  it('saves the maps that it scored', async () => {
    const { code } = await runUcnet(
      'metrics',
      ...['consensus', 'mean'].flatMap((name) => ['--pred', folder.at('maps', 'Scenes', name)]),
      ...['--gt', folder.at('Scenes', 'GT'), '--json', folder.at('saved.json')],
    );
    expect(code).toBe(0);
    const expected = folder.read('all.json').rows.slice(0, 2);
    expect(folder.read('saved.json').rows).toEqual(expected);
    for (const name of ['single', 'uncertainty']) {
      expect(readdirSync(folder.at('maps', 'Mixed', name))).toHaveLength(2);
    }
  });

  it('saves the first sample, which is the scored one where there is no other', async () => {
    const evaluated = await runUcnet(
      ...folder.command('one.json', '--dataset', folder.at('Scenes'), '--samples', '1'),
      ...['--save-maps', folder.at('one')],
    );
    expect(evaluated.code, evaluated.stderr).toBe(0);
    const { code } = await runUcnet(
      ...['metrics', '--pred', folder.at('one', 'Scenes', 'single')],
      ...['--gt', folder.at('Scenes', 'GT'), '--json', folder.at('one-saved.json')],
    );
    expect(code).toBe(0);
    expect(folder.read('one-saved.json').rows).toEqual([
      folder.read('one.json').rows.find(({ name }) => name === 'single'),
    ]);
  });

  it('gives each image noise of its own, the same in every data set', async () => {
    for (const set of ['Twins', 'Twin']) {
      for (const kind of ['RGB', 'depth', 'GT']) {
        mkdirSync(folder.at(set, kind), { recursive: true });
        const names = set === 'Twins' ? ['scene-0', 'twin'] : ['twin'];
        for (const name of names) {
          copyFileSync(
            folder.at('Scenes', kind, 'scene-0.png'),
            folder.at(set, kind, `${name}.png`),
          );
        }
      }
    }
    const { code, stderr } = await runUcnet(
      ...folder.command(
        'twins.json',
        '--dataset',
        folder.at('Twins'),
        '--dataset',
        folder.at('Twin'),
      ),
      '--samples',
      '2',
    );
    expect(code, stderr).toBe(0);
    const [twins, alone] = folder.read('twins.json').datasets;
    const maeOf = (image: PerImage) => image.scores.single.mae;
    expect(maeOf(twins!.perImage[0]!)).not.toBe(maeOf(twins!.perImage[1]!));
    expect(alone!.perImage[0]).toEqual(twins!.perImage[1]);
  });

  it('takes a depth map without any reading for none, and fits one of another shape when told how', async () => {
    writeScenes(folder.at('Odd'), 2);
    const flat = (height: number, width: number, value: number) =>
      encodeGrey16Png({ height, width, data: new Float32Array(height * width).fill(value) });
    writeFileSync(folder.at('Odd', 'depth', 'scene-0.png'), flat(40, 56, 0));
    writeFileSync(folder.at('Odd', 'depth', 'scene-1.png'), flat(30, 30, 0.5));
    const args = folder.command('odd.json', '--dataset', folder.at('Odd'), '--samples', '1');
    const refused = await runUcnet(...args);
    expect(refused.stderr).toMatch(
      /Skipped: .*scene-1\.png does not fit .*--fit crop.*--depth-rotate/,
    );
    expect(refused.stderr).toMatch(/Warning: .*counts as no depth\. \(Odd\/scene-0\)/);
    expect(folder.read('odd.json').rows[0]).toMatchObject({ images: 1 });
    const fitted = await runUcnet(...args, '--fit', 'crop');
    expect(fitted.code, fitted.stderr).toBe(0);
    const { rows, near, warnings } = folder.read('odd.json');
    expect(rows[0]).toMatchObject({ images: 2 });
    expect(near).toMatchObject({ bright: 1, dark: 0 });
    expect(warnings).toMatchObject([{ dataset: 'Odd', image: 'scene-0' }]);
  });

  it('reads data sets as they are published, and names what it leaves out', async () => {
    const names = { RGB: 'test_images', depth: 'test_depth', GT: 'test_masks' };
    writeScenes(folder.at('Plain'), 2);
    for (const [from, to] of Object.entries(names)) {
      cpSync(folder.at('Plain', from), folder.at('Published', 'test_data', to), {
        recursive: true,
      });
    }
    copyFileSync(
      folder.at('Plain', 'GT', 'scene-0.png'),
      folder.at('Published', 'test_data', 'test_masks', 'x.png'),
    );
    const options = ['--samples', '1'];
    const { code, stderr } = await runUcnet(
      ...folder.command(
        'published.json',
        '--dataset',
        folder.at('Published'),
        '--dataset',
        folder.at('Plain'),
      ),
      ...options,
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('test_data/test_masks/x.png: left out: no photo of this name.');
    const [published, same] = folder.read('published.json').datasets;
    expect(published!.perImage).toEqual(same!.perImage);
  });

  it('does not run without depth unasked where the depth maps belong to no photo', async () => {
    const set = folder.at('Renamed');
    writeScenes(set, 1);
    renameSync(path.join(set, 'depth', 'scene-0.png'), path.join(set, 'depth', 'other.png'));
    const args = folder.command('renamed.json', '--dataset', set, '--samples', '1');
    const { code, stderr } = await runUcnet(...args);
    expect({ code }).toEqual({ code: 2 });
    expect(stderr).toMatch(/depth maps, and none of them belongs to a photo.*--no-depth/);
    expect((await runUcnet(...args, '--no-depth')).code).toBe(0);
  });

  it('can leave the depth aside and take only the first pictures', async () => {
    const { code, stderr } = await runUcnet(
      ...folder.command('bare.json', '--dataset', folder.at('Mixed')),
      ...['--no-depth', '--limit', '2', '--raw', '--samples', '1'],
    );
    expect(code, stderr).toBe(0);
    const { rows, near, depth, uncertainty } = folder.read('bare.json');
    expect(depth).toBeNull();
    // Without depth the damaged depth map does not matter.
    expect(rows.map((row) => row.images)).toEqual([2, 2, 2]);
    expect(near).toMatchObject({ bright: 0, dark: 0 });
    expect(uncertainty['sampleDistance']).toBeNull();
    // One sample: it is the mean, and where it agrees with itself the consensus too.
    expect(rows[1]).toEqual({ ...rows[2], name: 'mean' });
  });

  it('estimates depth from each photo where it is asked to', async () => {
    await writeTinyDepthModel(folder.at('depth-model'));
    writeScenes(folder.at('Estimated'), 2);
    const options = [
      '--dataset',
      folder.at('Estimated'),
      '--depth-model',
      folder.at('depth-model'),
    ];
    // A map of random weights can be nearly flat, which the benchmark's normalisation blows up; of seed 2 it is not.
    options.push('--samples', '1', '--seed', '2');
    const run = async (json: string, ...more: string[]) => {
      const { code, stderr } = await runUcnet(...folder.command(json, ...options, ...more));
      expect(code, stderr).toBe(0);
      return folder.read(json);
    };
    const estimated = await run('estimated.json', '--depth', 'estimate');
    // The same from files in the place of the data set's own depth maps.
    rmSync(folder.at('Estimated', 'depth'), { recursive: true });
    const folders = { rgb: folder.at('Estimated', 'RGB'), out: folder.at('Estimated', 'depth') };
    const depthModel = folder.at('depth-model');
    await depth({ ...folders, depthModel, backend: 'wasm' }, { write: () => undefined });
    const files = await run('files.json');
    for (const [i, row] of estimated.rows.entries()) {
      expect(row['mae'], row.name).toBeCloseTo(files.rows[i]!['mae'] as number, 2);
    }
    expect(estimated.near).toMatchObject({ bright: 0, dark: 0 });
  });

  it.each<[string, () => string[], RegExp]>([
    ['a missing data set', () => ['--dataset', folder.at('gone')], /gone does not exist/],
    [
      'a data set without the share maps asked for',
      () => ['--dataset', folder.at('Scenes'), '--truth-levels', '12'],
      /Scenes holds no folder share, where --truth-levels looks for share maps/,
    ],
    [
      'a folder without pictures',
      () => ['--dataset', folder.at('model')],
      /holds no photo with its ground truth/,
    ],
    [
      'a data set given twice',
      () => ['--dataset', folder.at('Scenes'), '--dataset', folder.at('Scenes')],
      /given twice/,
    ],
    [
      'weights that are none',
      () => ['--dataset', folder.at('Scenes'), '--weights', folder.at('Mixed', 'near.json')],
      /near\.json cannot be used/,
    ],
  ])('refuses %s', async (_, args, message) => {
    const { code, stdout, stderr } = await runUcnet(...folder.command('refused.json', ...args()));
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
