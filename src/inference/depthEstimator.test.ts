import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RgbImage } from '../image/types.ts';
import { maximum, minimum } from '../math/statistics.ts';
import { declarePhotoDepthNet } from '../model/photoDepthNet.ts';
import { randomWeights } from '../model/testing/randomWeights.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { DepthEstimator } from './depthEstimator.ts';

const configuration = {
  name: 'tiny-depth',
  inputSize: 64,
  contextWidths: [8, 8],
  decoderWidths: [8, 8, 4, 4],
};
const files = {
  config: { formatVersion: 1, configuration },
  weights: randomWeights(declarePhotoDepthNet(configuration)),
};

function stripes(height: number, width: number): RgbImage {
  const data = Uint8Array.from({ length: height * width * 3 }, (_, i) => 40 * (i % 6));
  return { height, width, data };
}

beforeAll(useWasmBackend);

describe('DepthEstimator', () => {
  it('gives a reading for every pixel of the photo, far is 0 and near is 1', async () => {
    const estimator = DepthEstimator.load(files);
    // Whole multiples of the network's size, so that the ends of the range are among the pixels.
    const depth = await estimator.estimate(stripes(64, 192));
    expect([depth.height, depth.width]).toEqual([64, 192]);
    expect(depth.data).toHaveLength(64 * 192);
    expect([minimum(depth.data), maximum(depth.data)]).toEqual([0, 1]);
    expect(depth.valid.every((reading) => reading === 1)).toBe(true);
    estimator.dispose();
  });

  it('leaves no tensor behind, and says so when it is used after its end', async () => {
    const before = memory().numTensors;
    const estimator = DepthEstimator.load(files);
    const loaded = memory().numTensors;
    await estimator.estimate(stripes(30, 50));
    expect(memory().numTensors).toBe(loaded);
    await expect(estimator.estimate({ ...stripes(3, 3), height: 4 })).rejects.toThrow('27');
    expect(memory().numTensors).toBe(loaded);
    estimator.dispose();
    estimator.dispose();
    expect(memory().numTensors).toBe(before);
    await expect(estimator.estimate(stripes(3, 3))).rejects.toThrow('disposed');
  });
});
