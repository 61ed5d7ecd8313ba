import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMap } from '../image/decodeMap.ts';
import { encodeGreyPng } from '../image/encodePng.ts';
import { EvaluationFolder } from './testing/evaluation.ts';
import { runUcnet } from './testing/runUcnet.ts';
import { writeScenes } from './testing/scenes.ts';

let folder: EvaluationFolder;

beforeAll(async () => {
  folder = await EvaluationFolder.make();
  writeScenes(folder.at('Shares'), 2);
});

afterAll(() => folder.remove());

describe('ucnet evaluate against several people', () => {
  it('holds the samples against every annotator', async () => {
    writeScenes(folder.at('Several'), 2);
    const run = async (json: string) => {
      const { code, stderr } = await runUcnet(
        ...folder.command(json, '--dataset', folder.at('Several')),
      );
      expect(code, stderr).toBe(0);
      return folder.read(json);
    };
    const one = await run('one.json');
    // The second annotator marks what the first one left, in one of the two pictures.
    const truth = await decodeMap(readFileSync(folder.at('Several', 'GT', 'scene-0.png')));
    const opposite = { ...truth, data: truth.data.map((value) => 1 - value) };
    mkdirSync(folder.at('Several', 'GT-2'));
    writeFileSync(folder.at('Several', 'GT-2', 'scene-0.png'), encodeGreyPng(opposite));
    writeFileSync(folder.at('Several', 'GT-2', 'scene-1-b.png'), encodeGreyPng(opposite));
    for (const twin of ['scene-1.png', 'scene-1.jpg']) {
      writeFileSync(folder.at('Several', 'GT-2', twin), encodeGreyPng(opposite));
    }
    const two = await run('two.json');
    expect(two.datasets[0]!.leftOut).toEqual([
      'GT-2/scene-1-b.png: left out: no photo of this name.',
      'GT-2/scene-1.jpg and GT-2/scene-1.png: left out: several files for one place.',
      'GT, GT-2 are taken for the answers of 2 people, and maps are scored against the first of them who answered.',
    ]);
    expect(two.rows).toEqual(one.rows);
    expect(two.uncertainty['auroc']).toEqual(one.uncertainty['auroc']);
    const distance = 'generalisedEnergyDistance';
    expect(two.uncertainty[distance]).not.toEqual(one.uncertainty[distance]);
    expect(one.people).toBeNull();
    expect(two.people).toMatchObject({ images: 1, disagreeing: { images: 1 } });
  });

  it('takes a share map for the people whose answers it counts', async () => {
    mkdirSync(folder.at('Shares', 'share'));
    mkdirSync(folder.at('Shares', 'GT-2'));
    for (const name of ['scene-0.png', 'scene-1.png']) {
      // One person marks the object, the other the left part of the picture as well.
      const truth = await decodeMap(readFileSync(folder.at('Shares', 'GT', name)));
      const left = (i: number) => Number(i % truth.width < 10);
      const map = (value: (marked: number, i: number) => number) =>
        encodeGreyPng({ ...truth, data: truth.data.map(value) });
      writeFileSync(
        folder.at('Shares', 'share', name),
        map((marked, i) => (marked + Math.max(marked, left(i))) / 255),
      );
      writeFileSync(
        folder.at('Shares', 'GT-2', name),
        map((marked, i) => Math.max(marked, left(i))),
      );
    }
    const options = ['--dataset', folder.at('Shares'), '--latents'];
    const masks = await runUcnet(...folder.command('masks.json', ...options));
    expect(masks.code, masks.stderr).toBe(0);
    const shares = await runUcnet(
      ...folder.command('shares.json', ...options, '--truth-levels', '2'),
    );
    expect(shares.code, shares.stderr).toBe(0);
    expect(shares.stdout).toBe(masks.stdout);
    expect(shares.stdout).toContain('against people over 2 images');
    expect(shares.stdout).toMatch(/z1: .* where people disagree$/m);
    const { rows, people, datasets, latentsWherePeopleDisagree, latents } =
      folder.read('shares.json');
    expect({ rows, people }).toEqual({
      rows: folder.read('masks.json').rows,
      people: folder.read('masks.json').people,
    });
    expect(datasets[0]!.people).toEqual(people);
    expect(latentsWherePeopleDisagree).toEqual(latents);
  });

  it('says so where a share map counts more people than were asked', async () => {
    const brighter = await decodeMap(readFileSync(folder.at('Shares', 'GT', 'scene-1.png')));
    writeScenes(folder.at('More'), 1);
    mkdirSync(folder.at('More', 'share'));
    copyFileSync(
      folder.at('Shares', 'share', 'scene-0.png'),
      folder.at('More', 'share', 'scene-0.png'),
    );
    copyFileSync(folder.at('More', 'RGB', 'scene-0.png'), folder.at('More', 'RGB', 'scene-1.png'));
    writeFileSync(folder.at('More', 'share', 'scene-1.png'), encodeGreyPng(brighter));
    const { code, stderr } = await runUcnet(
      ...folder.command(
        'more.json',
        '--dataset',
        folder.at('More'),
        '--no-depth',
        '--truth-levels',
        '2',
      ),
    );
    expect(code, stderr).toBe(0);
    expect(stderr).toContain('scene-1.png says that 255 of 2 people marked a pixel');
    expect(folder.read('more.json').people).toMatchObject({ images: 1 });
  });
});
