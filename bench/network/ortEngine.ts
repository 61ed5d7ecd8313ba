import * as ort from 'onnxruntime-web/webgpu';
import { summariseSamples } from '../../src/inference/sampleSummary.ts';
import type { ScalarMap } from '../../src/image/types.ts';
import type { Engine } from './engine.ts';
import { benchDepth, benchPhoto, SIDE } from './input.ts';

const AREA = SIDE * SIDE;
const LATENT = 0.5;

/** The network by ONNX Runtime, as `training/export_onnx.py` wrote it: one graph an image, one a sample. */
export async function startOrt(provider: 'webgpu' | 'wasm'): Promise<Engine> {
  ort.env.wasm.wasmPaths = new URL('/ort/', location.href).href;
  ort.env.wasm.numThreads = navigator.hardwareConcurrency;
  const onGpu = provider === 'webgpu';
  const image = await ort.InferenceSession.create('/onnx/image.onnx', {
    executionProviders: [provider],
    // Features stay on the GPU between image and sample, as they do in ours.
    ...(onGpu ? { preferredOutputLocation: { features: 'gpu-buffer' } } : {}),
  });
  const sample = await ort.InferenceSession.create('/onnx/sample.onnx', {
    executionProviders: [provider],
  });
  let features: ort.Tensor | null = null;
  let latentDim = 0;

  const maps = async (count: number): Promise<ScalarMap[]> => {
    if (features === null) throw new Error('There is no image yet.');
    const z = new ort.Tensor('float32', new Float32Array(count * latentDim).fill(LATENT), [
      count,
      latentDim,
    ]);
    const output = (await sample.run({ features, z }))['map']!;
    const values = (await output.getData()) as Float32Array;
    output.dispose();
    return Array.from({ length: count }, (_, index) => ({
      height: SIDE,
      width: SIDE,
      data: values.slice(index * AREA, (index + 1) * AREA),
    }));
  };

  return {
    async setImage() {
      const photo = benchPhoto().data;
      const rgb = new Float32Array(3 * AREA);
      for (let pixel = 0; pixel < AREA; pixel++) {
        for (let channel = 0; channel < 3; channel++) {
          rgb[channel * AREA + pixel] = photo[3 * pixel + channel]! / 127.5 - 1;
        }
      }
      const plane = [1, 1, SIDE, SIDE];
      const outputs = await image.run({
        rgb: new ort.Tensor('float32', rgb, [1, 3, SIDE, SIDE]),
        depth: new ort.Tensor('float32', Float32Array.from(benchDepth().data), plane),
        valid: new ort.Tensor('float32', new Float32Array(AREA).fill(1), plane),
      });
      features?.dispose();
      features = outputs['features']!;
      const mu = (await outputs['mu']!.getData()) as Float32Array;
      await outputs['corrected_depth']!.getData();
      latentDim = mu.length;
      return mu[0]!;
    },
    async sample() {
      const [map] = await maps(1);
      return map!.data[AREA >> 1]!;
    },
    async samplesAndConsensus() {
      return summariseSamples(await maps(16)).consensus.data[0]!;
    },
    gpuBytes: () => Promise.resolve(null),
  };
}
