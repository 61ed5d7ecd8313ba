import { ready, setBackend } from '@tensorflow/tfjs-core';
import { parseModelConfig } from '../../src/model/config.ts';
import { comparePattern, comparePhoto } from '../../src/model/testing/golden.ts';
import type { GoldenDifference } from '../../src/model/testing/goldenFile.ts';
import { declareUcNet, type UcNetParameters } from '../../src/model/ucNet.ts';
import { disposeParameters, loadParameters } from '../../src/nn/parameters.ts';
import { parseSafetensors } from '../../src/weights/safetensors.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';

registerWebgpuBackend();

/** What `golden.spec.ts` calls in the page. */
export interface GoldenPage {
  /** Every module by itself, as an observer wants it. */
  comparePhoto(): Promise<GoldenDifference[]>;
  /** Results only, by the kernels that compute several operations at once. */
  comparePattern(): Promise<GoldenDifference[]>;
}

async function bytes(name: string): Promise<ArrayBuffer> {
  return (await fetch(`files/${name}`)).arrayBuffer();
}

async function withNetwork(compare: typeof comparePhoto): Promise<GoldenDifference[]> {
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
  await ready();
  const config = parseModelConfig(await (await fetch('files/model.json')).json());
  const weights = parseSafetensors(await bytes('weights.safetensors'));
  const parameters = loadParameters<UcNetParameters>(declareUcNet(config), weights);
  try {
    return await compare(parameters, config, await bytes('golden.safetensors'));
  } finally {
    disposeParameters(parameters);
  }
}

const page: GoldenPage = {
  comparePhoto: () => withNetwork(comparePhoto),
  comparePattern: () => withNetwork(comparePattern),
};

Object.assign(globalThis, { goldenPage: page });
