import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DepthMap, RgbImage, ScalarMap } from '../image/types.ts';
import { drawLatents } from './latents.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { summariseSamples } from './sampleSummary.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

/** A bright disc in front of a ramp, at `shift` of the width. */
function scene(height: number, width: number, shift: number): { rgb: RgbImage; depth: DepthMap } {
  const data = new Uint8Array(height * width * 3);
  const depth = new Float32Array(height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.hypot(y / height - 0.5, x / width - shift) < 0.2;
      const pixel = y * width + x;
      data.set(inside ? [230, 60, 40] : [90, 100 + (60 * y) / height, 120], pixel * 3);
      depth[pixel] = inside ? 0.9 : (0.5 * y) / height;
    }
  }
  const valid = new Uint8Array(height * width).fill(1);
  return { rgb: { height, width, data }, depth: { height, width, data: depth, valid } };
}

function largestDifference(first: ScalarMap, second: ScalarMap): number {
  return first.data.reduce(
    (largest, value, index) => Math.max(largest, Math.abs(value - second.data[index]!)),
    0,
  );
}

let predictor: UcNetPredictor;
const left = scene(60, 80, 0.3);
const right = scene(60, 80, 0.7);

/** The network takes any multiple of 32; most tests need no more than a small one. */
const SMALL_SIZE = 96;

async function loadPredictor(inputSize = SMALL_SIZE): Promise<UcNetPredictor> {
  const model = (await readModelJson()) as { configuration: object };
  return UcNetPredictor.load({
    config: { ...model, configuration: { ...model.configuration, inputSize } },
    weights: await readModelFile('weights.safetensors'),
  });
}

beforeAll(async () => {
  await useWasmBackend();
  predictor = await loadPredictor();
});

afterAll(() => predictor.dispose());

describe('Predictor', () => {
  it('asks for an image first', async () => {
    await expect(predictor.samplePrior(1, 1)).rejects.toThrow('call setImage first');
  });

  it('gives maps in [0,1] at the size of the paper', async () => {
    const network = await loadPredictor(352);
    const { prior, correctedDepth } = await network.setImage(left.rgb, left.depth);
    expect([prior.mu.length, prior.logVar.length]).toEqual([network.latentDim, network.latentDim]);
    const { maps } = await network.samplePrior(2, 1);
    network.dispose();
    for (const { height, width, data } of [...maps, correctedDepth]) {
      expect([height, width, data.length]).toEqual([352, 352, 352 * 352]);
      expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
    }
  });

  it('draws z from the prior by the seed, whatever the count', async () => {
    const { prior } = await predictor.setImage(left.rgb, left.depth);
    const ten = await predictor.samplePrior(10, 7);
    const three = await predictor.samplePrior(3, 7);
    const drawn = drawLatents(prior, 10, 7);
    expect(ten.z).toEqual(drawn);
    expect(three.z).toEqual(ten.z.slice(0, 3));
    three.maps.forEach((map, index) =>
      expect(largestDifference(map, ten.maps[index]!)).toBeLessThan(1e-5),
    );
    expect((await predictor.samplePrior(1, 8)).z[0]).not.toEqual(drawn[0]);
  });

  it('gives the map of a z that is asked for by name', async () => {
    await predictor.setImage(left.rgb, left.depth);
    const { z, maps } = await predictor.samplePrior(2, 3);
    const [second] = await predictor.sample([z[1]!]);
    expect(largestDifference(second!, maps[1]!)).toBeLessThan(1e-5);
    expect(await predictor.sample([])).toEqual([]);
  });

  it('sums samples up, and returns as many maps as are asked for', async () => {
    await predictor.setImage(left.rgb, left.depth);
    const { z, maps } = await predictor.samplePrior(9, 3);
    const summarised = await predictor.summarisePrior({ count: 9, seed: 3 }, 2);
    expect(summarised.z).toEqual(z);
    expect(summarised.maps).toHaveLength(2);
    expect(largestDifference(summarised.maps[1]!, maps[1]!)).toBeLessThan(1e-5);
    const expected = summariseSamples(maps);
    for (const name of [
      'consensus',
      'mean',
      'variance',
      'total',
      'expected',
      'disagreement',
    ] as const) {
      expect(largestDifference(summarised.summary[name], expected[name]), name).toBeLessThan(1e-4);
    }
  });

  it('works without depth, which differs from depth 0', async () => {
    const { correctedDepth } = await predictor.setImage(left.rgb, null);
    const far = { ...left.depth, data: new Float32Array(left.depth.data.length) };
    const known = await predictor.setImage(left.rgb, far);
    expect(largestDifference(correctedDepth, known.correctedDepth)).toBeGreaterThan(0.01);
  });

  it('keeps the newest of images set at once, and samples of the image they were asked for', async () => {
    await predictor.setImage(right.rgb, right.depth);
    const [expected] = await predictor.sample([[0, 0, 0]]);
    await predictor.setImage(left.rgb, left.depth);
    const [ofLeft] = await predictor.sample([[0, 0, 0]]);
    const [early] = await Promise.all([
      predictor.sample([[0, 0, 0]]),
      predictor.setImage(left.rgb, null),
      predictor.setImage(right.rgb, right.depth),
    ]);
    const [late] = await predictor.sample([[0, 0, 0]]);
    expect(largestDifference(early[0]!, ofLeft!)).toBeLessThan(1e-5);
    expect(largestDifference(late!, expected!)).toBeLessThan(1e-5);
    expect(largestDifference(late!, ofLeft!)).toBeGreaterThan(0.01);
  });

  it('keeps its image when a new one is refused', async () => {
    await predictor.setImage(left.rgb, left.depth);
    const [before] = await predictor.sample([[0, 0, 0]]);
    const cut = { ...right.rgb, data: right.rgb.data.subarray(1) };
    await expect(predictor.setImage(cut, null)).rejects.toThrow('The photo of 60×80 pixels');
    const [after] = await predictor.sample([[0, 0, 0]]);
    expect(largestDifference(before!, after!)).toBe(0);
  });

  it('refuses latents and counts that make no sense', async () => {
    await predictor.setImage(left.rgb, left.depth);
    await expect(predictor.sample([[1, 2]])).rejects.toThrow('A latent z has 3 finite numbers');
    await expect(predictor.sample([[1, 2, NaN]])).rejects.toThrow(
      'A latent z has 3 finite numbers',
    );
    await expect(predictor.samplePrior(0, 1)).rejects.toThrow('a whole number above 0');
    await expect(predictor.samplePrior(1, 0.5)).rejects.toThrow('seed');
  });

  it('gives a posterior that depends on the ground truth', async () => {
    await predictor.setImage(left.rgb, left.depth);
    const { height, width, data } = left.depth;
    const disc = { height, width, data: data.map((depth) => Number(depth > 0.8)) };
    const nothing = { height, width, data: new Float32Array(data.length) };
    const [withDisc, without] = [
      await predictor.posterior(disc),
      await predictor.posterior(nothing),
    ];
    expect(withDisc.mu).not.toEqual(without.mu);
  });
});

describe('memory', () => {
  it('is where it was after 50 images, one of them refused, and after disposal', async () => {
    const before = memory();
    const network = await loadPredictor();
    const use = async (index: number): Promise<void> => {
      const { rgb, depth } = scene(48, 64, 0.2 + index / 100);
      await network.setImage(rgb, index % 5 === 0 ? null : depth);
      await network.samplePrior(2, index);
    };
    await use(0);
    const settled = memory();
    for (let index = 1; index < 50; index++) await use(index);
    await expect(network.setImage({ ...left.rgb, height: 1 }, null)).rejects.toThrow();
    await network.posterior(left.depth);
    expect(memory().numTensors).toBe(settled.numTensors);
    expect(memory().numBytes).toBe(settled.numBytes);
    network.dispose();
    expect(memory().numTensors).toBe(before.numTensors);
    expect(memory().numBytes).toBe(before.numBytes);
    await expect(network.sample([[0, 0, 0]])).rejects.toThrow('disposed');
  });

  it('is freed when the predictor is disposed of while an image is computed', async () => {
    const before = memory().numTensors;
    const network = await loadPredictor();
    const underWay = network.setImage(left.rgb, left.depth);
    network.dispose();
    await underWay;
    expect(memory().numTensors).toBe(before);
  });
});
