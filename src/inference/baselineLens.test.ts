import { memory } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import type { RgbImage } from '../image/types.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { BaselineLens } from './baselineLens.ts';
import { BaselinePredictor } from './baselinePredictor.ts';

const SIZE = 96;

async function filesOf(head: string) {
  const folder = `public/models/${head}-mobilenetv2`;
  const model = (await readModelJson(folder)) as { configuration: object };
  return {
    config: { ...model, configuration: { ...model.configuration, inputSize: SIZE } },
    weights: await readModelFile('weights.safetensors', folder),
  };
}

const random = new SeededGaussian(3);
const photo: RgbImage = {
  height: 40,
  width: 50,
  data: Uint8Array.from({ length: 6000 }, () => 128 + 40 * random.next()),
};

beforeAll(useWasmBackend);

it.each([
  ['fcn-32s', 1, [3]],
  ['fcn-8s', 3, [3, 6, 12]],
  ['u-net', 3, [6, 12, 24]],
])('%s: the same map as the predictor, and its stages', async (head, count, sides) => {
  const before = memory().numTensors;
  const predictor = await BaselinePredictor.load(await filesOf(head));
  await predictor.setImage(photo, null);
  const [expected] = await predictor.sample([[]]);
  predictor.dispose();
  const lens = BaselineLens.load(await filesOf(head));
  const { map, stages } = await lens.inspect(photo, null, []);
  expect(map).toEqual(expected);
  expect(stages).toHaveLength(count);
  expect(stages.map(({ height }) => height)).toEqual(sides);

  const silenced = await lens.inspect(photo, null, [8, 16]);
  // FCN-32s has no skips, so nothing changes.
  const differs = silenced.map.data.some((value, i) => value !== map.data[i]);
  expect(differs).toBe(head !== 'fcn-32s');
  lens.dispose();
  expect(memory().numTensors).toBe(before);
});
