import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encode } from 'fast-png';
import { decodePng } from '../image/decodePng.ts';
import { applyOrientation } from '../image/orientation.ts';
import { standInTensors } from '../released/testing/standIn.ts';
import { mean } from '../math/statistics.ts';
import { writeSafetensors } from '../weights/safetensors.ts';
import type { PredictOptions } from './commandOptions.ts';
import { DEFAULT_MODEL, DEPTH_MODEL, modelFolder } from './modelFolder.ts';
import { depth } from './depth.ts';
import { requireFileToRead } from './network.ts';
import { predict } from './predict.ts';
import { readMap } from './readImage.ts';
import { writeTinyDepthModel, writeTinyModel } from './testing/tinyModel.ts';

const RUN: Omit<PredictOptions, 'modelDir' | 'out'> = {
  rgb: fileURLToPath(new URL('../../public/samples/kettle/rgb.jpg', import.meta.url)),
  near: 'bright',
  zeroIsHole: 'auto',
  samples: 2,
  seed: 1,
  uncertainty: 'entropy',
  backend: 'wasm',
  depthModel: DEPTH_MODEL,
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
  expect(samples[0]).toMatch(/^Sample 1 of 2, .+ left\n$/);
  expect(samples.slice(1)).toEqual(['Sample 2 of 2\n']);
});

it('cuts nothing out of a second answer where the network gives one', async () => {
  const out = path.join(folder, 'none');
  const modelDir = modelFolder({ model: 'fcn-32s-mobilenetv2' });
  const asked = { cutOut: path.join(folder, 'second.png'), cutFrom: 2 };
  await expect(
    predict({ ...RUN, out, modelDir, ...asked }, { write: () => undefined }),
  ).rejects.toThrow('--cut-from 2 names an answer that is not there: the only one is 1.');
});

it('writes nothing where the cut-out fails', async () => {
  const out = path.join(folder, 'failed');
  const modelDir = modelFolder({ model: 'fcn-32s-mobilenetv2' });
  const asked = { cutOut: path.join(out, 'cut.png'), cutParts: [25] };
  await expect(
    predict({ ...RUN, out, modelDir, ...asked }, { write: () => undefined }),
  ).rejects.toThrow('--cut-parts 25 names a part that is not there');
  expect(await readdir(out)).toEqual([]);
});

it('does not call decided what the depth map’s own name says', async () => {
  const source = fileURLToPath(new URL('../../public/samples/kettle/depth.png', import.meta.url));
  const out = path.join(folder, 'said');
  const depth = path.join(folder, 'depth_meter.png');
  await copyFile(source, depth);
  const modelDir = path.join(folder, 'tiny');
  await writeTinyModel(modelDir);
  const resultOf = async (file: string) => {
    await predict({ ...RUN, near: 'auto', depth: file, out, modelDir }, { write: () => undefined });
    return JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as object;
  };
  expect(await resultOf(depth)).toMatchObject({ depth: { near: 'dark', decided: false } });
  expect(await resultOf(source)).toMatchObject({ depth: { decided: true } });
});

it('writes one map of a network that gives one, and no depth', async () => {
  const out = path.join(folder, 'one');
  const modelDir = modelFolder({ model: 'fcn-32s-mobilenetv2' });
  await predict({ ...RUN, out, modelDir }, { write: () => undefined });
  expect((await readdir(out)).sort()).toEqual([
    'consensus.png',
    'disagreement.png',
    'expected.png',
    'mean.png',
    'result.json',
    'sample-1.png',
    'total.png',
    'uncertainty.png',
  ]);
  const result = JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8')) as object;
  expect(result).toMatchObject({ model: 'fcn-32s-mobilenetv2', z: [[]], prior: { mu: [] } });
});

it('runs with depth that it estimates from the photo, as with the file that `depth` writes', async () => {
  const depthModel = path.join(folder, 'depth-model');
  await writeTinyDepthModel(depthModel);
  const file = path.join(folder, 'estimate.png');
  const quiet = { write: () => undefined };
  await depth({ rgb: RUN.rgb, out: file, depthModel, backend: 'wasm' }, quiet);
  const modelDir = modelFolder({});
  const run = async (name: string, source: string) => {
    const out = path.join(folder, name);
    await predict({ ...RUN, out, modelDir, depth: source, depthModel }, quiet);
    return readMap(path.join(out, 'mean.png'));
  };
  const [estimated, read] = [await run('estimated', 'estimate'), await run('read', file)];
  const differences = estimated.data.map((value, i) => Math.abs(value - read.data[i]!));
  // The file's own ends are cut off once more when it is read.
  expect(mean(differences)).toBeLessThan(1 / 255);
  const written = path.join(folder, 'estimated', 'estimated-depth.png');
  expect(await readFile(written)).toEqual(await readFile(file));
  const result = await readFile(path.join(folder, 'estimated', 'result.json'), 'utf8');
  expect(JSON.parse(result)).toMatchObject({ depth: { estimated: depthModel } });
});

it.each([
  ['estimate', { near: 'dark' }, '--near dark', '--depth estimate'],
  ['estimate', { fit: 'crop' }, '--fit crop', '--depth estimate'],
  ['estimate', { zeroIsHole: 'no' }, '--zero-is-hole no', '--depth estimate'],
  ['none', { depthRotate: 90 }, '--depth-rotate 90', '--depth none'],
  [false, { depthMirror: true }, '--depth-mirror', '--no-depth'],
] as const)(
  'refuses to read a depth map in some way where the depth is %s and %j is said',
  (depth, options, idle, source) => {
    expect(() => requireFileToRead(depth, { ...RUN, ...options })).toThrow(
      `${idle} says how a depth map is to be read, and ${source} reads none`,
    );
  },
);

it('runs with a depth map that lies on its side as with the upright one, when told how it lies', async () => {
  const upright = fileURLToPath(new URL('../../public/samples/kettle/depth.png', import.meta.url));
  const { height, width, data } = decodePng(await readFile(upright), upright);
  const lying = applyOrientation({ height, width, data }, 1, 5);
  const side = path.join(folder, 'side.png');
  await writeFile(side, encode({ ...lying, data: lying.data, channels: 1, depth: 16 }));
  const corrected = async (name: string, options: Partial<PredictOptions>) => {
    const out = path.join(folder, name);
    await predict({ ...RUN, out, modelDir: modelFolder({}), ...options }, { write: () => 0 });
    return readFile(path.join(out, 'corrected-depth.png'));
  };
  const right = await corrected('upright', { depth: upright });
  const turned = { depth: side, depthRotate: 90, depthMirror: true } as const;
  expect(await corrected('turned', turned)).toEqual(right);
  expect(await corrected('range', { depth: upright, depthRange: [1, 2000] })).not.toEqual(right);
});
