import { beforeEach, describe, expect, it } from 'vitest';
import { decodePng } from '../image/decodePng.ts';
import { ImageError } from '../image/imageError.ts';
import type { RawDepth, RgbImage, ScalarMap } from '../image/types.ts';
import { inEnglish } from '../languages/sentence.ts';
import { Interrupted, seedOfImage } from './drawSamples.ts';
import { runImage, type ImageFiles, type RunOptions, type RunRequest } from './runImage.ts';
import { FakePredictor } from './testing/fakePredictor.ts';

const HEIGHT = 6;
const WIDTH = 8;
const AREA = HEIGHT * WIDTH;

const photo: RgbImage = { height: HEIGHT, width: WIDTH, data: new Uint8Array(AREA * 3) };
const raw: RawDepth = {
  ...{ height: HEIGHT, width: WIDTH, bitDepth: 16, colour: 'grey' },
  values: Uint16Array.from({ length: AREA }, (_, i) => 100 + i),
  missing: null,
  noReading: { zero: true, highest: null },
  notes: [],
  warning: null,
};
/** White on three of eight columns. */
const mask: ScalarMap = {
  height: HEIGHT,
  width: WIDTH,
  data: Float32Array.from({ length: AREA }, (_, i) => Number(i % WIDTH < 3)),
};
const files: ImageFiles = {
  photo,
  depth: { name: 'd.png', raw },
  truth: { name: 'gt.png', map: mask, people: null },
};
const bare: ImageFiles = { photo, depth: null, truth: null };

let predictor: FakePredictor;

beforeEach(() => {
  predictor = new FakePredictor();
});

function run(of: ImageFiles, change: Partial<RunRequest> = {}, options: RunOptions = {}) {
  const request: RunRequest = {
    ...{ near: 'bright', fit: null, count: 3, seed: 1, nameAmongMany: null },
    ...{ uncertainty: 'entropy', scales: ['minMax', 'raw'], files: [] },
    ...change,
  };
  return runImage(predictor, of, request, options);
}

describe('runImage', () => {
  it('gives the maps, what they say together, and their scores', async () => {
    const { maps, summary, measured, fitted, depth } = await run(files);
    expect(maps).toHaveLength(3);
    // The mean of 0.1, 0.2 and 0.3 everywhere.
    expect(summary.mean.data[0]).toBeCloseTo(0.2);
    expect(fitted!.mean).toMatchObject({ height: HEIGHT, width: WIDTH });
    expect(measured.raw!.mean.mae).toBeCloseTo((3 * 0.8 + 5 * 0.2) / 8, 2);
    expect(measured.minMax).toBeDefined();
    expect(depth.near).toBe('bright');
    expect(predictor.seen).toHaveLength(1);
  });

  it('needs neither depth nor ground truth', async () => {
    const { measured, fitted, depth } = await run(bare);
    expect({ measured, fitted, depth }).toEqual({
      measured: {},
      fitted: null,
      depth: { map: null, near: null, nearBy: null, warnings: [] },
    });
  });

  it('runs without depth, and says so, where the file holds no reading', async () => {
    const none = { name: 'd.png', raw: { ...raw, values: new Uint16Array(AREA) } };
    const { depth } = await run({ ...files, depth: none }, { near: 'auto' });
    expect(depth.warnings.map(inEnglish)).toEqual([expect.stringMatching(/counts as no depth/)]);
    expect(predictor.seen.map((seen) => seen.depth)).toEqual([null]);
  });

  it('makes the files that are asked for, of the ground truth’s size or else the photo’s', async () => {
    const wanted = ['consensus', 'uncertainty', 'depth', 'samples'] as const;
    const { files: made } = await run(bare, { files: wanted, count: 2 });
    expect([...made.keys()]).toEqual(['consensus', 'uncertainty', 'depth', 'sample-1', 'sample-2']);
    for (const [name, bytes] of made) {
      const { height, width, bitDepth } = decodePng(bytes, name);
      expect([height, width, bitDepth]).toEqual([HEIGHT, WIDTH, name === 'depth' ? 16 : 8]);
    }
    const small = { height: 3, width: 4, data: new Float32Array(12).fill(1) };
    const truth = { name: 'gt.png', map: small, people: null };
    const single = (await run({ ...bare, truth }, { files: ['single'] })).files.get('single')!;
    expect(decodePng(single, 'single')).toMatchObject({ height: 3, width: 4 });
  });

  it('runs exactly the latent that is asked for', async () => {
    const { z, maps } = await run(bare, { z: [0.5, 2] });
    expect(z).toEqual([[0.5, 2]]);
    expect(maps[0]!.data[0]).toBe(0.5);
  });

  it('refuses a ground truth of another shape by its name', async () => {
    const square = { height: 4, width: 4, data: new Float32Array(16) };
    const truth = { name: 'gt.png', map: square, people: null };
    await expect(run({ ...files, truth })).rejects.toThrow(ImageError);
    await expect(run({ ...files, truth })).rejects.toThrow(/gt\.png is 4×4.*photo 8×6/);
  });

  it('tells of its steps and of each sample, and can be stopped between them', async () => {
    const told: string[] = [];
    const stop = new AbortController();
    const options: RunOptions = {
      signal: stop.signal,
      onStep: (step) => told.push(step),
      onProgress: (done, total) => told.push(`${done} of ${total}`),
    };
    await run(files, {}, options);
    expect(told).toEqual(['image', '1 of 3', '2 of 3', '3 of 3', 'samples', 'scores', 'files']);
    stop.abort(new Interrupted('discard'));
    await expect(run(files, {}, options)).rejects.toThrow(Interrupted);
    expect(predictor.seen).toHaveLength(1);
  });
});

describe('the noise', () => {
  const zOf = async (name: string | null, seed = 1) =>
    (await run(bare, { nameAmongMany: name, seed })).z;

  it('of an image among many is its own, and hangs on seed and name alone', async () => {
    const [one, other] = [await zOf('scene-1'), await zOf('scene-2')];
    expect(one).not.toEqual(other);
    expect(await zOf('scene-1')).toEqual(one);
    expect(await zOf('scene-1', 2)).not.toEqual(one);
  });

  it('of an image alone is the seed’s, with which that of one among many can be had again', async () => {
    const { seed, z } = await run(bare, { nameAmongMany: 'scene-1', seed: 7 });
    expect(seed).toBe(seedOfImage(7, 'scene-1'));
    expect(await zOf(null, seed)).toEqual(z);
    expect(await zOf(null, 7)).not.toEqual(z);
  });

  it('takes every safe seed', () => {
    for (const seed of [Number.MIN_SAFE_INTEGER, -1, 0, Number.MAX_SAFE_INTEGER]) {
      expect(Number.isSafeInteger(seedOfImage(seed, 'scene-1'))).toBe(true);
    }
  });
});
