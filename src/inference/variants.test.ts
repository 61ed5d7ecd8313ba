import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { mean } from '../math/statistics.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { VARIANTS } from './predictor.ts';
import { drawSamples, Interrupted } from './drawSamples.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

const SIDE = 96;

const photo: RgbImage = {
  height: SIDE,
  width: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    const inside = Math.hypot((pixel % SIDE) - 40, Math.floor(pixel / SIDE) - 48) < 20;
    return inside ? [230, 60, 40][i % 3]! : 120;
  }),
};
/** The first row has no reading. */
const depth: DepthMap = {
  height: SIDE,
  width: SIDE,
  data: Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i < SIDE ? 0 : (i % SIDE) / SIDE)),
  valid: Uint8Array.from({ length: SIDE * SIDE }, (_, i) => Number(i >= SIDE)),
};

let predictor: UcNetPredictor;

beforeAll(async () => {
  await useWasmBackend();
  const model = (await readModelJson()) as { configuration: object };
  predictor = await UcNetPredictor.load({
    config: { ...model, configuration: { ...model.configuration, inputSize: SIDE } },
    weights: await readModelFile('weights.safetensors'),
  });
});

afterAll(() => predictor.dispose());

function difference(one: ScalarMap, other: ScalarMap): number {
  return mean(one.data.map((value, i) => Math.abs(value - other.data[i]!)));
}

describe('variants on the same weights', () => {
  it('m2 takes the depth as it was read', async () => {
    const full = await predictor.setImage(photo, depth);
    const read = await predictor.setImage(photo, depth, 'm2');
    expect(difference(read.correctedDepth, depth)).toBeLessThan(1e-6);
    expect(difference(full.correctedDepth, depth)).toBeGreaterThan(1e-3);
    expect(read.prior).toEqual(full.prior);
  });

  it('m4 draws from a standard normal distribution', async () => {
    const { prior } = await predictor.setImage(photo, depth, 'm4');
    const zeros = new Array<number>(predictor.latentDim).fill(0);
    expect(prior).toEqual({ mu: zeros, logVar: zeros });
    const { z } = await predictor.summarisePrior({ count: 2, seed: 3 });
    expect(Math.abs(z[0]![0]!)).toBeLessThan(5);
    expect(z[0]).not.toEqual(z[1]);
  });

  it('m6 differs by what is dropped, and not by z', async () => {
    const { prior } = await predictor.setImage(photo, depth, 'm6');
    const { z, maps, summary } = await predictor.summarisePrior({ count: 3, seed: 1 });
    expect(z).toEqual([prior.mu, prior.mu, prior.mu]);
    expect(difference(maps[0]!, maps[1]!)).toBeGreaterThan(1e-4);
    expect(mean(summary.disagreement.data)).toBeGreaterThan(0);
    const again = await predictor.samplePrior(2, 1);
    expect(again.maps).toEqual(maps.slice(0, 2));
    const other = await predictor.samplePrior(1, 2);
    expect(other.maps[0]).not.toEqual(maps[0]);
    // At a place that is asked for, the network is whole.
    const [whole] = await predictor.sample([prior.mu]);
    expect(await predictor.sample([prior.mu])).toEqual([whole]);
  });

  it('m6 can be stopped between its samples, keeps those that are done, and tells how far it is', async () => {
    const { prior } = await predictor.setImage(photo, depth, 'm6');
    const draw = (count: number, how: 'stop' | 'discard', after: number) => {
      const ending = new AbortController();
      const onProgress = (done: number, total: number) => {
        told.push([done, total]);
        if (done === after) ending.abort(new Interrupted(how));
      };
      return drawSamples(
        predictor,
        prior,
        { count, seed: 1 },
        { onProgress, signal: ending.signal },
      );
    };
    const told: [number, number][] = [];
    const before = memory().numTensors;
    const { z, maps } = await draw(3, 'stop', 2);
    expect([z.length, maps.length]).toEqual([2, 2]);
    expect(told).toEqual([
      [1, 3],
      [2, 3],
    ]);
    await expect(draw(3, 'discard', 1)).rejects.toThrow(Interrupted);
    await expect(draw(0, 'stop', 1)).rejects.toThrow('whole number above 0');
    expect(memory().numTensors).toBe(before);
  });

  it('keep no tensor longer than their image', async () => {
    await predictor.setImage(photo, depth);
    const before = memory().numTensors;
    for (const variant of VARIANTS) {
      await predictor.setImage(photo, depth, variant);
      await predictor.summarisePrior({ count: 2, seed: 1 });
    }
    await predictor.setImage(photo, depth);
    expect(memory().numTensors).toBe(before);
  });
});
