import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeMap } from '../image/decodeMap.ts';
import { decodeDepthRaw } from '../image/decodeDepth.ts';
import { encodeGrey16Png, encodeGreyPng } from '../image/encodePng.ts';
import type { PredictOptions } from './commandOptions.ts';
import { describeError, exitCodeOf } from './failures.ts';
import { predict as predictHere } from './predict.ts';
import { endOf, runUcnet, startUcnet } from './testing/runUcnet.ts';
import { SCENE, sceneFiles } from './testing/scenes.ts';
import { TINY_CONFIG, writeTinyModel } from './testing/tinyModel.ts';

let folder: string;
const at = (...parts: string[]) => path.join(folder, ...parts);

/** A PNG header that declares a size, and nothing behind it. */
function pngOfSize(width: number, height: number): Uint8Array {
  const bytes = sceneFiles(0).GT.slice();
  const view = new DataView(bytes.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return bytes;
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'ucnet-cli-'));
  await writeTinyModel(at('model'));
  const scene = sceneFiles(0);
  writeFileSync(at('photo.png'), scene.RGB);
  writeFileSync(at('depth.png'), scene.depth);
  writeFileSync(at('truncated.png'), scene.RGB.subarray(0, scene.RGB.length / 2));
  writeFileSync(at('zero-sized.png'), pngOfSize(0, 40));
  writeFileSync(at('empty.png'), '');
  writeFileSync(at('notes.txt'), 'not a picture');
  writeFileSync(
    at('black.png'),
    encodeGrey16Png({ ...SCENE, data: new Float32Array(SCENE.height * SCENE.width) }),
  );
  const data = new Float32Array(30 * 30).fill(0.5);
  writeFileSync(at('square.png'), encodeGreyPng({ height: 30, width: 30, data }));
  mkdirSync(at('damaged-model'));
  writeFileSync(at('damaged-model', 'model.json'), readFileSync(at('model', 'model.json')));
  writeFileSync(at('damaged-model', 'weights.safetensors'), 'damaged');
});

afterAll(() => rmSync(folder, { recursive: true }));

function predict(out: string, ...args: string[]) {
  const given = args.includes('--rgb') ? [] : ['--rgb', at('photo.png')];
  return runUcnet('predict', ...given, ...args, '--out', at(out), '--model-dir', at('model'));
}

function readResult(out: string): Record<string, unknown> & { z: number[][] } {
  return JSON.parse(readFileSync(at(out, 'result.json'), 'utf8')) as never;
}

async function readMapAt(out: string, name: string) {
  return decodeMap(readFileSync(at(out, name)), name);
}

describe('ucnet predict', () => {
  it('writes every map at the size of the photo, and what it did', async () => {
    const { code, stdout, stderr } = await predict(
      'all',
      ...['--depth', at('depth.png'), '--samples', '3', '--seed', '7'],
    );
    expect(stderr).toContain('Wrote 10 maps');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });

    const result = readResult('all');
    expect(result).toMatchObject({
      model: TINY_CONFIG.name,
      backend: 'wasm',
      seed: 7,
      uncertainty: 'entropy',
      photo: SCENE,
      depth: { near: 'bright', decided: false },
    });
    const { mu, sigma } = result['prior'] as { mu: number[]; sigma: number[] };
    expect([mu, sigma, ...result.z].map((list) => list.length)).toEqual([3, 3, 3, 3, 3]);
    const timings = Object.values(result['timings'] as Record<string, number>);
    expect(timings.every((time) => time >= 0)).toBe(true);

    const samples = await Promise.all([1, 2, 3].map((i) => readMapAt('all', `sample-${i}.png`)));
    const mean = await readMapAt('all', 'mean.png');
    for (const map of [...samples, mean]) expect(map).toMatchObject(SCENE);
    mean.data.forEach((value, i) => {
      const average = (samples[0]!.data[i]! + samples[1]!.data[i]! + samples[2]!.data[i]!) / 3;
      expect(Math.abs(value - average)).toBeLessThanOrEqual(1.01 / 255);
    });
    const others = ['consensus', 'uncertainty', 'total', 'expected', 'disagreement'];
    for (const name of others.map((other) => `${other}.png`)) {
      expect(await readMapAt('all', name)).toMatchObject(SCENE);
    }
    const corrected = await decodeDepthRaw(readFileSync(at('all', 'corrected-depth.png')));
    expect(corrected).toMatchObject({ ...SCENE, bitDepth: 16 });
  });

  it('gives exactly the latent that is asked for', async () => {
    const { z } = readResult('all');
    const second = `--z=${z[1]!.join(',')}`;
    expect(await predict('one', '--depth', at('depth.png'), second)).toMatchObject({ code: 0 });
    expect(readResult('one')).toMatchObject({ seed: null, z: [z[1]] });
    const [one, all] = ['one/sample-1.png', 'all/sample-2.png'].map((name) =>
      readFileSync(at(name)),
    );
    expect(one!.equals(all!)).toBe(true);
  });

  it('works without depth, and on plain JavaScript', async () => {
    const options = ['--backend', 'cpu', '--samples', '1', '--uncertainty', 'variance'];
    expect(await predict('bare', ...options)).toMatchObject({ code: 0 });
    expect(readResult('bare')).toMatchObject({ depth: null, backend: 'cpu' });
    const variance = await readMapAt('bare', 'uncertainty.png');
    expect(variance.data.every((value) => value === 0)).toBe(true);
  });

  it('goes on without a depth map that holds no reading, and says so', async () => {
    const { code, stderr } = await predict('black', '--depth', at('black.png'), '--near', 'auto');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Warning: .*no reading at all.*counts as no depth/);
    expect(readResult('black')).toMatchObject({ depth: null });
    expect(readResult('black')['warnings']).toHaveLength(1);
  });

  it('uses the depth inside the photo’s file, says so, and does without when told so', async () => {
    const photo = fileURLToPath(
      new URL('../image/fixtures/exiftool-container.jpg', import.meta.url),
    );
    const { code, stderr } = await predict('inner', '--rgb', photo, '--samples', '1');
    expect(code, stderr).toBe(0);
    expect(stderr).toMatch(/Warning: The depth comes from inside the photo's file/);
    expect(readResult('inner')).toMatchObject({ depth: { file: photo, near: 'bright' } });
    await predict('without', '--rgb', photo, '--samples', '1', '--depth', 'none');
    expect(readResult('without')).toMatchObject({ depth: null, warnings: [] });
  });

  it('offers depth in a picture’s transparency, and reads it when told so', async () => {
    const data = new Uint8Array(40 * 30 * 4).map((_, i) => (i % 4 === 3 ? 40 + (i >> 6) : i));
    const both = at('both.png');
    writeFileSync(both, encode({ width: 40, height: 30, data, channels: 4, depth: 8 }));
    const { stderr } = await predict('offered', '--rgb', both, '--samples', '1');
    expect(stderr).toMatch(/looks like photo and depth in one.*give --depth-in alpha/);
    expect(readResult('offered')).toMatchObject({ depth: null });
    await predict('taken', '--rgb', both, '--samples', '1', '--depth-in', 'alpha');
    expect(readResult('taken')).toMatchObject({ depth: { file: both }, warnings: [] });
  });

  it('takes 0 of a depth map for a reading when told so', async () => {
    const { code, stderr } = await predict(
      'zero',
      '--depth',
      at('black.png'),
      '--zero-is-hole',
      'no',
    );
    expect(code, stderr).toBe(0);
    expect(readResult('zero')).toMatchObject({ depth: { near: 'bright' }, warnings: [] });
  });

  it('fits a depth of another shape when told how', async () => {
    const { code, stderr } = await predict('fit', '--depth', at('square.png'), '--fit', 'crop');
    expect(code, stderr).toBe(0);
    expect(readResult('fit')).toMatchObject({ depth: { near: 'bright' }, warnings: [] });
  });

  const rgb = (name: string) => ['--rgb', at(name)];
  it.each<[string, () => string[], RegExp]>([
    ['a missing photo', () => rgb('nowhere.png'), /nowhere\.png does not exist/],
    ['a file that is no picture', () => rgb('notes.txt'), /notes\.txt is not a picture/],
    ['a truncated photo', () => rgb('truncated.png'), /truncated\.png is damaged or cut/],
    ['a zero-sized photo', () => rgb('zero-sized.png'), /zero-sized\.png/],
    [
      'a depth of another shape',
      () => ['--depth', at('square.png')],
      /30×30.*proportions.*--fit crop/,
    ],
    ['no samples', () => ['--samples', '0'], /from 1 to 256/],
  ])('refuses %s with exit code 2 and one line', async (_, args, message) => {
    const { code, stdout, stderr } = await predict('refused', ...args());
    const lines = stderr.split('\n').filter((line) => line.startsWith('ucnet: '));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  // In this process, which saves the start of another one.
  it.each<[string, () => Partial<PredictOptions>, RegExp]>([
    ['a folder as photo', () => ({ rgb: at('model') }), /is a folder/],
    [
      'a latent for a model without any',
      () => ({ z: [0.5], modelDir: 'public/models/u-net-mobilenetv2' }),
      /needs a model with latents/,
    ],
    ['an empty file', () => ({ rgb: at('empty.png') }), /empty\.png is empty/],
    ['a missing depth', () => ({ depth: at('gone.png') }), /gone\.png does not exist/],
    ['a latent of another length', () => ({ z: [1, 2] }), /--z has 2 numbers.*has 3/],
    ['a file as folder', () => ({ out: at('notes.txt') }), /is a file/],
    ['a place below a file', () => ({ out: at('notes.txt', 'x') }), /not a folder/],
    ['no network for depth', () => ({ depth: 'estimate' }), /gone does not exist/],
    ['no model', () => ({ modelDir: at('gone') }), /gone does not exist/],
    ['a folder without model', () => ({ modelDir: at('.') }), /holds no model\.json/],
    ['damaged weights', () => ({ modelDir: at('damaged-model') }), /does not match model\.json/],
    ['a checkpoint that is none', () => ({ weights: at('notes.txt') }), /notes\.txt cannot be/],
  ])('calls %s bad input', async (_, changes, message) => {
    const options: PredictOptions = {
      rgb: at('photo.png'),
      zeroIsHole: 'auto',
      samples: 1,
      seed: 1,
      uncertainty: 'entropy',
      out: at('refused'),
      backend: 'wasm',
      modelDir: at('model'),
      depthModel: at('gone'),
      ...changes(),
    };
    const stream = { write: () => true };
    const failure: unknown = await predictHere(options, stream).catch((error: unknown) => error);
    expect(describeError(failure)).toMatch(message);
    expect(describeError(failure)).not.toContain('\n');
    expect(exitCodeOf(failure)).toBe(2);
  });
});

describe('ucnet', () => {
  it('shows help and ends well', async () => {
    const { code, stdout } = await runUcnet('--help');
    expect(code).toBe(0);
    for (const name of ['predict', 'info', 'metrics', 'evaluate']) expect(stdout).toContain(name);
  });

  it('shows help and fails without a command', async () => {
    const { code, stdout, stderr } = await runUcnet();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage: ucnet');
  });

  it('shows where an error comes from only when asked', async () => {
    const missing = ['predict', '--rgb', at('nowhere.png'), '--out', at('refused')];
    expect((await runUcnet(...missing, '--verbose')).stderr).toMatch(/^ {4}at /m);
  });

  it('writes its files when nobody reads its messages any more', async () => {
    const photo = ['--rgb', at('photo.png'), '--model-dir', at('model')];
    const child = startUcnet(['predict', ...photo, '--out', at('unread')]);
    child.stderr!.destroy();
    child.stdout!.destroy();
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
    expect(existsSync(at('unread', 'result.json'))).toBe(true);
  });

  it.skipIf(!existsSync('/dev/full'))('says so when its results cannot be printed', async () => {
    const child = startUcnet(['info', '--model-dir', at('model')], openSync('/dev/full', 'w'));
    const { code, stderr } = await endOf(child);
    expect(stderr).toContain('ucnet: What should be printed could not be written');
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect(code).toBe(2);
  });

  it('shows commands to a terminal that stand in a name as text, on one line', async () => {
    const { stderr } = await predict('refused', '--rgb', at('a\n\u001b[2J.png'));
    expect(stderr).toContain(String.raw`a \u001b[2J.png does not exist`);
  });

  it('tells a model’s modules and facts', async () => {
    const { code, stdout } = await runUcnet('info', '--model-dir', at('model'));
    expect(code).toBe(0);
    expect(stdout).toContain('latent dimensions: 3');
    expect(stdout).toContain('provenance.note: random weights');
    expect(stdout).toMatch(/\| PredictionNet.* \| every sample \| +\d+/);
    expect(stdout).not.toContain('undefined');
  });
});
