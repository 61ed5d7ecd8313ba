import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AS_STORED } from '../image/adjustDepth.ts';
import { encodeGrey16Png } from '../image/encodePng.ts';
import type { Predictor } from '../inference/predictor.ts';
import type { Dataset, DatasetItem } from './dataset.ts';
import { evaluateImage, type ImageRecipe } from './evaluateImage.ts';
import { Collector, formatEvaluation } from './evaluationReport.ts';
import { readNetwork } from './modelFolder.ts';
import { startNetwork } from './network.ts';
import { writeScenes } from './testing/scenes.ts';
import { writeTinyModel } from './testing/tinyModel.ts';

const RECIPE: ImageRecipe = {
  ...{ near: 'auto', fit: null, adjust: AS_STORED, useDepth: true, depthIn: null },
  ...{ samples: 2, seed: 1, uncertainty: 'entropy', normalise: true },
  ...{ truthLevels: null, latents: false },
};

let folder: string;
let predictor: Predictor;
let item: DatasetItem;
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ucnet-image-'));
  await writeTinyModel(at('model'));
  writeScenes(folder, 1);
  ({ predictor } = await startNetwork('wasm', await readNetwork({ modelDir: at('model') })));
  const [photo, depth, truth] = ['RGB', 'depth', 'GT'].map((name) => at(name, 'scene-0.png'));
  item = {
    ...{ name: 'scene-0', stem: 'scene-0', photo: photo!, depth: depth!, truth: truth! },
    ...{ otherTruths: [], clean: null },
  };
});
afterAll(async () => {
  predictor.dispose();
  await rm(folder, { recursive: true });
});

const evaluate = (changed: Partial<DatasetItem>, mapFolder: string | null = null) =>
  evaluateImage(predictor, null, RECIPE, { item: { ...item, ...changed }, mapFolder });

it('refuses clean depth of another shape than the photo', async () => {
  const clean = at('clean.png');
  const { depth } = await evaluate({ clean: item.depth });
  expect(depth!.inputError).toBeGreaterThan(0);
  const square = { height: 30, width: 30, data: new Float32Array(900).fill(0.5) };
  await writeFile(clean, encodeGrey16Png(square));
  await expect(evaluate({ clean }, at('maps'))).rejects.toThrow(
    /clean\.png is 30×30 pixels and its photo 56×40/,
  );
  await expect(rm(at('maps'), { recursive: true })).rejects.toThrow('ENOENT');
});

it('reports as decided what the network decided, and not what files say themselves', async () => {
  const said = at('scene-0_depth_meter.png');
  await copyFile(item.depth!, said);
  const dataset: Dataset = {
    ...{ name: 'set', folder, items: [item], problems: [], hasDepth: true },
    near: { 'scene-0': 'bright' },
  };
  const collector = new Collector([dataset], true);
  const report = () =>
    formatEvaluation({
      scored: [],
      total: collector.all.results('all'),
      recipe: RECIPE,
      collector,
    });
  const own = await evaluate({ depth: said });
  expect(own).toMatchObject({ near: 'dark', nearBy: 'file' });
  collector.take(dataset, item, { ok: true, value: own });
  expect(report()).not.toContain('as decided');
  expect(collector.near.json()).toMatchObject({ dark: 1, known: 1, right: 0 });
  collector.take(dataset, item, { ok: true, value: await evaluate({}) });
  expect(report()).toMatch(/in [01] depth maps, as decided: right in [01] of 1 /);
});
