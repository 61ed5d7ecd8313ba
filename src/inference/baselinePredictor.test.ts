import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RgbImage } from '../image/types.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { BaselinePredictor } from './baselinePredictor.ts';
import { openModelFiles } from './openModelFiles.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

const SIZE = 96;

async function filesOf(folder: string) {
  const model = (await readModelJson(folder)) as { configuration: object };
  return {
    config: { ...model, configuration: { ...model.configuration, inputSize: SIZE } },
    weights: await readModelFile('weights.safetensors', folder),
  };
}

function noise(seed: number): RgbImage {
  const random = new SeededGaussian(seed);
  const data = Uint8Array.from({ length: 40 * 50 * 3 }, () => 128 + 40 * random.next());
  return { height: 40, width: 50, data };
}

beforeAll(useWasmBackend);

describe('openModelFiles', () => {
  it('builds the network that the folder describes', async () => {
    const own = await openModelFiles(await filesOf('public/models/ucnet-lite1'));
    const other = await openModelFiles(await filesOf('public/models/u-net-mobilenetv2'));
    expect(own).toBeInstanceOf(UcNetPredictor);
    expect(other).toBeInstanceOf(BaselinePredictor);
    own.dispose();
    other.dispose();
  });
});

describe('BaselinePredictor', () => {
  it('gives one map of an image, however many are asked for', async () => {
    const before = memory().numTensors;
    const network = await BaselinePredictor.load(await filesOf('public/models/fcn-8s-mobilenetv2'));
    await expect(network.sample([[]])).rejects.toThrow('call setImage first');
    const { prior, correctedDepth } = await network.setImage(noise(1), null);
    expect([prior.mu, prior.logVar, correctedDepth]).toEqual([[], [], null]);
    const maps = await network.sample([[], [], []]);
    expect(maps[0]!.data.length).toBe(SIZE * SIZE);
    expect(maps[0]!.data.every((value) => value >= 0 && value <= 1)).toBe(true);
    expect(maps[2]).toEqual(maps[0]);
    await expect(network.sample([[1]])).rejects.toThrow('0 finite numbers');
    await network.setImage(noise(2), null);
    expect((await network.sample([[]]))[0]).not.toEqual(maps[0]);
    network.dispose();
    expect(memory().numTensors).toBe(before);
    await expect(network.setImage(noise(1), null)).rejects.toThrow('disposed');
  });
});
