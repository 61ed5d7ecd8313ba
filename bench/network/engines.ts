import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-webgl';
import {
  backend,
  copyRegisteredKernels,
  type KernelBackend,
  registerBackend,
  setBackend,
} from '@tensorflow/tfjs-core';
import { Predictor } from '../../src/inference/predictor.ts';
import { registerWebgpuBackend } from '../../src/nn/webgpu/backend.ts';
import type { Engine, EngineName } from './engine.ts';
import { startOrt } from './ortEngine.ts';
import { benchPhoto, benchDepth } from './input.ts';

// tfjs's own kernels and device under another name, before ours take their place.
copyRegisteredKernels('webgpu', 'webgpu-stock');
registerBackend('webgpu-stock', async () => {
  const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) throw new Error('The browser offers no WebGPU adapter.');
  return new WebGPUBackend(await adapter.requestDevice(), adapter.info);
});
registerWebgpuBackend();

const SAMPLES = 16;

async function startTfjs(backendName: string): Promise<Engine> {
  if (backendName === 'wasm') {
    setThreadsCount(navigator.hardwareConcurrency);
    setWasmPaths(new URL('/tfjs-wasm/', location.href).href);
  }
  const use = async (): Promise<KernelBackend> => {
    if (!(await setBackend(backendName))) throw new Error(`${backendName} does not start here.`);
    return backend();
  };
  await use();
  const config: unknown = await (await fetch('/model/model.json')).json();
  const weights = await (await fetch('/model/weights.safetensors')).arrayBuffer();
  const predictor = await Predictor.load({ config, weights });
  return {
    async setImage() {
      await use();
      const { prior } = await predictor.setImage(benchPhoto(), benchDepth());
      return prior.mu[0]!;
    },
    async sample() {
      await use();
      const [map] = await predictor.sample([new Array<number>(predictor.latentDim).fill(0.5)]);
      return map!.data[map!.data.length >> 1]!;
    },
    async samplesAndConsensus() {
      await use();
      const { summary } = await predictor.summarisePrior(SAMPLES, 1, 0);
      return summary.consensus.data[0]!;
    },
    async gpuBytes() {
      const memory = (await use()).memory() as { numBytesAllocatedInGPU?: number };
      return memory.numBytesAllocatedInGPU ?? null;
    },
  };
}

/** Starts an engine: its weights are loaded, nothing has run yet. */
export async function startEngine(name: EngineName): Promise<Engine> {
  switch (name) {
    case 'ours':
      return startTfjs('webgpu');
    case 'tfjs-webgpu':
      return startTfjs('webgpu-stock');
    case 'tfjs-webgl':
      return startTfjs('webgl');
    case 'tfjs-wasm':
      return startTfjs('wasm');
    case 'ort-webgpu':
      return startOrt('webgpu');
    case 'ort-wasm':
      return startOrt('wasm');
  }
}
