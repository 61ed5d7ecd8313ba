import { profile } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { classOf, CONVOLUTION_CLASSES } from '../kernels/webgpu/convolutionVariants.ts';
import { PROBES } from '../kernels/webgpu/tuning.ts';
import { readModelFile, readModelJson } from '../model/testing/modelFolder.ts';
import { useWasmBackend } from '../testing/backends.ts';
import { UcNetPredictor } from './ucNetPredictor.ts';

const SHIPPED = 'public/models/ucnet-lite1';

/** Every convolution of stride 1 that the network makes of a picture, as a probe says it. */
async function convolutions(): Promise<object[]> {
  const predictor = await UcNetPredictor.load({
    config: await readModelJson(SHIPPED),
    weights: await readModelFile('weights.safetensors', SHIPPED),
  });
  const photo = { height: 32, width: 32, data: new Uint8Array(32 * 32 * 3) };
  const { kernels } = await profile(async () => {
    await predictor.setImage(photo, null);
    return 0;
  });
  predictor.dispose();
  return kernels
    .filter(({ name }) => name === 'FusedConv2D')
    .flatMap(({ inputShapes, outputShapes }) => {
      const [x, filter] = inputShapes as [number[], number[]];
      const [, side] = outputShapes[0]!;
      const [kernel, , inputs, outputs] = filter;
      return x[1] === side ? [{ side, inputs, outputs, kernel }] : [];
    });
}

let network: object[];
beforeAll(async () => {
  await useWasmBackend();
  network = await convolutions();
});

it.each(CONVOLUTION_CLASSES)('a GPU is tuned by convolutions of the network: %s', (name) => {
  for (const probe of PROBES[name]) {
    const { side, kernel } = probe;
    expect(network).toContainEqual(probe);
    const output = { batchSize: 1, outHeight: side, outWidth: side };
    expect(classOf({ ...output, filterHeight: kernel, filterWidth: kernel })).toBe(name);
  }
});
