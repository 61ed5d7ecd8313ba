import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { standInTensors } from '../model/released/testing/standIn.ts';
import { writeSafetensors } from '../nn/safetensors.ts';
import { DEFAULT_MODEL } from './modelFolder.ts';
import { predict } from './predict.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(path.join(tmpdir(), 'ucnet-predict-'))));
afterAll(() => rm(folder, { recursive: true }));

it('tells of every sample of a network that runs whole for each', async () => {
  const weights = path.join(folder, 'standIn.safetensors');
  await writeFile(weights, new Uint8Array(writeSafetensors(standInTensors({ unused: false }))));
  const told: string[] = [];
  await predict(
    {
      rgb: fileURLToPath(new URL('../../public/samples/kettle/rgb.jpg', import.meta.url)),
      near: 'bright',
      samples: 2,
      seed: 1,
      uncertainty: 'entropy',
      out: path.join(folder, 'out'),
      backend: 'wasm',
      modelDir: DEFAULT_MODEL,
      weights,
    },
    { write: (text) => told.push(text) },
  );
  const samples = told.filter((line) => line.startsWith('Sample'));
  expect(samples[0]).toMatch(/^Sample 1 of 2, \d+ s left\n$/);
  expect(samples.slice(1)).toEqual(['Sample 2 of 2\n']);
});
