import { memory, Tensor } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { DepthMap, RgbImage } from '../image/types.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { UcNetLens } from './ucNetLens.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

const SIZE = 96;
const WATCHED = [
  'saliency_net.aspp.0',
  'saliency_net.backbone.blocks.20',
  'saliency_net.attention.0.attention.excite',
];

async function files() {
  const model = (await readModelJson()) as { configuration: object };
  return {
    config: { ...model, configuration: { ...model.configuration, inputSize: SIZE } },
    weights: await readModelFile('weights.safetensors'),
  };
}

const random = new SeededGaussian(2);
const photo: RgbImage = {
  height: 50,
  width: 60,
  data: Uint8Array.from({ length: 50 * 60 * 3 }, (_, i) => (i % 7) * 20 + 40 * random.next() + 60),
};
const depth: DepthMap = {
  height: 50,
  width: 60,
  data: Float32Array.from({ length: 3000 }, (_, i) => (i % 60 < 10 ? 0 : (i % 60) / 60)),
  valid: Uint8Array.from({ length: 3000 }, (_, i) => Number(i % 60 >= 10)),
};

let lens: UcNetLens;
beforeAll(async () => {
  await useWasmBackend();
  lens = UcNetLens.load(await files());
});
afterAll(() => lens.dispose());

it('gives what the predictor gives', async () => {
  const predictor = await UcNetPredictor.load(await files());
  const { prior, correctedDepth } = await predictor.setImage(photo, depth);
  const inside = await lens.inspect(photo, depth, []);
  expect(inside.prior).toEqual(prior);
  expect(inside.depth.corrected.data).toEqual(correctedDepth.data);
  const expected = await predictor.samplePrior(2, 5);
  const { z, maps } = await lens.samplePrior(2, 5);
  expect(z).toEqual(expected.z);
  for (const [index, map] of maps.entries()) {
    map.data.forEach((value, i) => {
      if (Math.abs(value - expected.maps[index]!.data[i]!) > 1e-5) expect.fail(`pixel ${i}`);
    });
  }
  const truth = { height: 50, width: 60, data: new Float32Array(3000).fill(1, 800, 1600) };
  expect(await lens.posterior(truth)).toEqual(await predictor.posterior(truth));
  predictor.dispose();
});

it('the corrected depth is trust · reading + (1 − trust) · estimate', async () => {
  const { reading, trust, estimate, corrected } = (await lens.inspect(photo, depth, [])).depth;
  corrected.data.forEach((value, i) => {
    const t = trust.data[i]!;
    const blend = t * reading.data[i]! + (1 - t) * estimate.data[i]!;
    if (Math.abs(value - blend) > 1e-5) expect.fail(`pixel ${i}: ${value} is not ${blend}`);
  });
  // The left of the depth map has no reading.
  expect(trust.data[0]).toBe(0);
});

it('shows the layers that are asked for, and leaves nothing behind', async () => {
  await lens.inspect(photo, null, []);
  const before = memory().numTensors;
  const { activations, times } = await lens.inspect(photo, depth, [...WATCHED, 'no_such.layer']);
  expect(memory().numTensors).toBe(before);
  expect(activations.map(({ path, height, channels }) => [path, height, channels])).toEqual([
    [WATCHED[0], SIZE / 4, 32],
    [WATCHED[1], SIZE / 32, 320],
    [WATCHED[2], 1, 32],
  ]);
  for (const { height, width, channels, data } of activations) {
    expect(data.length).toBe(height * width * channels);
  }
  expect(times.saliencyNet).toBeGreaterThan(0);
});

it('leaves nothing behind where the backend gives nothing back', async () => {
  await lens.inspect(photo, null, []);
  const z = [[0.5, -0.5, 0]];
  const shown = await lens.sample(z);
  const before = memory().numTensors;
  const { data } = Tensor.prototype;
  // The prior's two are read before.
  const read = vi.spyOn(Tensor.prototype, 'data').mockImplementation(function (this: Tensor) {
    return this.rank === 4 ? Promise.reject(new Error('The GPU is lost.')) : data.call(this);
  });
  await expect(lens.inspect(photo, depth, WATCHED)).rejects.toThrow('The GPU is lost.');
  read.mockRestore();
  expect(memory().numTensors).toBe(before);
  expect(await lens.sample(z)).toEqual(shown);
});
