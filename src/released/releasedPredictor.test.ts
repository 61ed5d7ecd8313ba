import { dispose, memory, tensor2d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PredictorError } from '../inference/predictor.ts';
import { drawLatents } from '../inference/latents.ts';
import { disposeParameters } from '../nn/parameters.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { readCheckpoint } from '../weights/readCheckpoint.ts';
import type { StoredTensor } from '../weights/safetensors.ts';
import { convertCheckpoint } from './releasedCheckpoint.ts';
import { ReleasedPredictor } from './releasedPredictor.ts';
import { depthHead, encode } from './releasedSaliencyEncoder.ts';
import { loadReleasedParameters, releasedPrior } from './releasedUcNet.ts';
import { standInTensors, uniforms } from './testing/standIn.ts';

const SIDE = 352;
const AREA = SIDE * SIDE;
/** Of the network's size already, so that no resizing blurs the comparison. */
const photo = {
  height: SIDE,
  width: SIDE,
  data: Uint8Array.from(uniforms('photo', AREA * 3), (u) => Math.floor((u + 1) * 128)),
};
const depth = {
  height: SIDE,
  width: SIDE,
  data: Float32Array.from(uniforms('depth', AREA), (u) => (u + 1) / 2),
  valid: Uint8Array.from(uniforms('valid', AREA), (u) => Number(u > -0.5)),
};

/** Normalised RGB and the depth three times, straight from the description of the released code. */
function expectedInput(): Float32Array {
  const mean = [0.485, 0.456, 0.406];
  const deviation = [0.229, 0.224, 0.225];
  return Float32Array.from({ length: AREA * 6 }, (_, index) => {
    const channel = index % 6;
    const pixel = (index - channel) / 6;
    if (channel > 2) return depth.valid[pixel] === 1 ? depth.data[pixel]! : 0;
    return (photo.data[pixel * 3 + channel]! / 255 - mean[channel]!) / deviation[channel]!;
  });
}

function difference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    largest = Math.max(largest, Math.abs(actual[i]! - expected[i]!));
  }
  return largest;
}

describe('ReleasedPredictor on wasm', () => {
  let weights: Map<string, StoredTensor>;
  let predictor: ReleasedPredictor;
  let before: number;

  beforeAll(async () => {
    await useWasmBackend();
    before = memory().numTensors;
    weights = await readCheckpoint(
      convertCheckpoint(standInTensors({ unused: true }), { half: true }),
    );
    const shares: number[] = [];
    predictor = await ReleasedPredictor.load(weights, (share) => shares.push(share));
    expect(shares.at(-1)).toBe(1);
  }, 120_000);

  afterAll(() => {
    predictor.dispose();
    predictor.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('asks for an image first', async () => {
    await expect(predictor.sample([[0, 0, 0]])).rejects.toThrow(PredictorError);
    await expect(predictor.sample([[0, 0, 0]])).rejects.toThrow('setImage first');
  });

  it('normalises as released, and corrects the depth for the mean of the prior', async () => {
    const { prior, correctedDepth } = await predictor.setImage(photo, depth);
    const parameters = loadReleasedParameters(weights);
    const wanted = tidy(() => {
      const x = tensor4d(expectedInput(), [1, SIDE, SIDE, 6]);
      const gaussian = releasedPrior(parameters, x);
      const z = tensor2d([...prior.mu], [1, 3]);
      const logits = depthHead(
        parameters.saliencyEncoder,
        encode(parameters.saliencyEncoder, x, z),
      );
      return { mu: gaussian.mu, logVar: gaussian.logVar, logits };
    });
    expect(difference(prior.mu, wanted.mu.dataSync())).toBeLessThan(1e-4);
    expect(difference(prior.logVar, wanted.logVar.dataSync())).toBeLessThan(1e-4);
    const logits = wanted.logits.dataSync<'float32'>();
    const sigmoid = (value: number) => 1 / (1 + Math.exp(-value));
    const depths = Float32Array.from({ length: AREA }, (_, pixel) => {
      const three = logits.subarray(pixel * 3, pixel * 3 + 3);
      return three.reduce((sum, value) => sum + sigmoid(value), 0) / 3;
    });
    expect(difference(correctedDepth.data, depths)).toBeLessThan(1e-4);
    dispose(Object.values(wanted));
    disposeParameters(parameters);
  });

  it('draws one sample after another, and stops on request', async () => {
    const { prior } = await predictor.setImage(photo, depth);
    const held = memory().numTensors;
    const abort = new AbortController();
    const progress: string[] = [];
    const onProgress = (done: number, total: number) => {
      progress.push(`${done} of ${total}`);
      abort.abort();
    };
    const stopped = predictor.sample(drawLatents(prior, 3, 7), {
      onProgress,
      signal: abort.signal,
    });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(progress).toEqual(['1 of 3']);

    const z = drawLatents(prior, 1, 7);
    const maps = await predictor.sample(z);
    expect(maps[0]).toMatchObject({ height: SIDE, width: SIDE });
    expect(maps[0]!.data.every((value) => value > 0 && value < 1)).toBe(true);
    const [other] = await predictor.sample([z[0]!.map((value) => value + 2)]);
    expect(difference(other!.data, maps[0]!.data)).toBeGreaterThan(1e-3);
    await expect(predictor.sample([[1, 2]])).rejects.toThrow('has 3 finite numbers');
    expect(memory().numTensors).toBe(held);
  });

  it('sees the ground truth in the posterior', async () => {
    const plane = (value: number) => ({
      height: 2,
      width: 2,
      data: new Float32Array(4).fill(value),
    });
    const empty = await predictor.posterior(plane(0));
    const full = await predictor.posterior(plane(1));
    expect(difference(empty.mu, full.mu)).toBeGreaterThan(1e-3);
  });
});
