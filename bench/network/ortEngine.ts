import type { InferenceSession, Tensor } from 'onnxruntime-web';
import type { ScalarMap } from '../../src/image/types.ts';
import { summariseSamples } from '../../src/inference/sampleSummary.ts';
import { drawLatents } from '../../src/inference/latents.ts';
import type { DiagonalGaussian } from '../../src/model/diagonalGaussian.ts';
import { type BenchInput, fetchInput, greyInput, SIDE } from '../browser/input.ts';
import { type Engine, LATENT, SAMPLES, SEED } from './engine.ts';
import { excerptOf } from './excerpt.ts';

const AREA = SIDE * SIDE;

type Provider = 'webgpu' | 'wasm';

/** Each provider in the build that is made for it: that for WebGPU runs its WebAssembly more slowly. */
function loadRuntime(provider: Provider) {
  return provider === 'webgpu' ? import('onnxruntime-web/webgpu') : import('onnxruntime-web/wasm');
}

/** Interleaved bytes as planes in [-1,1]. */
function planesOf(photo: Uint8Array): Float32Array {
  const planes = new Float32Array(3 * AREA);
  for (let pixel = 0; pixel < AREA; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * AREA + pixel] = photo[3 * pixel + channel]! / 127.5 - 1;
    }
  }
  return planes;
}

async function valuesOf(tensor: Tensor | undefined): Promise<Float32Array> {
  if (tensor === undefined) throw new Error('The graph lacks an output.');
  const values = (await tensor.getData()) as Float32Array;
  tensor.dispose();
  return values;
}

function mapOf(data: Float32Array): ScalarMap {
  return { height: SIDE, width: SIDE, data };
}

/** The network by ONNX Runtime, as `training/export_onnx.py` wrote it: one graph an image, one a sample. */
export async function startOrt(provider: Provider, threads: number): Promise<Engine> {
  const { env, InferenceSession, Tensor } = await loadRuntime(provider);
  env.wasm.wasmPaths = new URL('/ort/', location.href).href;
  env.wasm.numThreads = threads;
  const open = (file: string, options: InferenceSession.SessionOptions = {}) =>
    InferenceSession.create(`/onnx/${file}`, { executionProviders: [provider], ...options });
  const image = await open(
    'image.onnx',
    // Features stay on the GPU between image and sample, as they do in ours.
    provider === 'webgpu' ? { preferredOutputLocation: { features: 'gpu-buffer' } } : {},
  );
  const sample = await open('sample.onnx');
  const input = await fetchInput();
  let current: { readonly features: Tensor; readonly prior: DiagonalGaussian } | null = null;

  const setImage = async ({ photo, depth }: BenchInput) => {
    const plane = (values: Float32Array) => new Tensor('float32', values, [1, 1, SIDE, SIDE]);
    const outputs = await image.run({
      rgb: new Tensor('float32', planesOf(photo.data), [1, 3, SIDE, SIDE]),
      depth: plane(depth === null ? new Float32Array(AREA) : depth.data),
      valid: plane(depth === null ? new Float32Array(AREA) : Float32Array.from(depth.valid)),
    });
    const [mu, logVar, correctedDepth] = await Promise.all(
      ['mu', 'log_var', 'corrected_depth'].map((name) => valuesOf(outputs[name])),
    );
    current?.features.dispose();
    const prior = { mu: [...mu!], logVar: [...logVar!] };
    current = { features: outputs['features']!, prior };
    return { prior, correctedDepth: mapOf(correctedDepth!) };
  };
  const imageSoFar = () => {
    if (current === null) throw new Error('There is no image yet.');
    return current;
  };
  const maps = async (z: readonly (readonly number[])[]): Promise<ScalarMap[]> => {
    const { features, prior } = imageSoFar();
    const latents = Float32Array.from(z.flat());
    const outputs = await sample.run({
      features,
      z: new Tensor('float32', latents, [z.length, prior.mu.length]),
    });
    const values = await valuesOf(outputs['map']);
    return z.map((_, index) => mapOf(values.slice(index * AREA, (index + 1) * AREA)));
  };

  return {
    // Its WebAssembly is built with SIMD only; the number of threads is what it took in the end.
    wasm: provider === 'wasm' ? { threads: env.wasm.numThreads, simd: true } : null,
    async warmUp() {
      const { prior } = await setImage(greyInput());
      await maps([prior.mu]);
    },
    async setImage() {
      const { prior, correctedDepth } = await setImage(input);
      return { mu: prior.mu, logVar: prior.logVar, correctedDepth: excerptOf(correctedDepth) };
    },
    async sample() {
      const [map] = await maps([imageSoFar().prior.mu.map(() => LATENT)]);
      return { map: excerptOf(map!) };
    },
    async samplesAndConsensus() {
      const drawn = await maps(drawLatents(imageSoFar().prior, SAMPLES, SEED));
      const { mean, variance, consensus } = summariseSamples(drawn);
      return {
        mean: excerptOf(mean),
        variance: excerptOf(variance),
        consensus: excerptOf(consensus),
      };
    },
  };
}
