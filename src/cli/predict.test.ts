import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { standInTensors } from '../released/testing/standIn.ts';
import { writeSafetensors } from '../weights/safetensors.ts';
import type { PredictOptions } from './commandOptions.ts';
import { DEFAULT_MODEL, modelFolder } from './modelFolder.ts';
import { predict } from './predict.ts';

const RUN: Omit<PredictOptions, 'modelDir' | 'out'> = {
  rgb: fileURLToPath(new URL('../../public/samples/kettle/rgb.jpg', import.meta.url)),
  near: 'bright',
  samples: 2,
  seed: 1,
  uncertainty: 'entropy',
  backend: 'wasm',
};

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'ucnet-predict-'))));
afterAll(() => rm(folder, { recursive: true }));

it('tells of every sample of a network that runs whole for each', async () => {
  const weights = path.join(folder, 'standIn.safetensors');
  await writeFile(weights, new Uint8Array(writeSafetensors(standInTensors({ unused: false }))));
  const told: string[] = [];
  await predict(
    { ...RUN, out: path.join(folder, 'out'), modelDir: DEFAULT_MODEL, weights },
    { write: (text) => told.push(text) },
  );
  const samples = told.filter((line) => line.startsWith('Sample'));
  expect(samples[0]).toMatch(/^Sample 1 of 2, \d+ s left\n$/);
  expect(samples.slice(1)).toEqual(['Sample 2 of 2\n']);
});

it('writes one map of a network that gives one, and no depth', async () => {
  const out = path.join(folder, 'one');
  const modelDir = modelFolder({ model: 'fcn-32s-mobilenetv2' });
  await predict({ ...RUN, out, modelDir }, { write: () => undefined });
  expect((await readdir(out)).sort()).toEqual([
    'consensus.png',
    'mean.png',
    'result.json',
    'sample-1.png',
    'uncertainty.png',
  ]);
  const result = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as object;
  expect(result).toMatchObject({ model: 'fcn-32s-mobilenetv2', z: [[]], prior: { mu: [] } });
});
