import { ready, setBackend } from '@tensorflow/tfjs-core';
import { parseModelConfig } from '../../src/model/config.ts';
import { comparePhoto } from '../../src/model/testing/golden.ts';
import type { GoldenDifference } from '../../src/model/testing/goldenFile.ts';
import { declareUcNet, type UcNetParameters } from '../../src/model/ucNet.ts';
import { disposeParameters, loadParameters } from '../../src/nn/parameters.ts';
import { parseSafetensors } from '../../src/nn/safetensors.ts';
import { registerWebgpuBackend } from '../../src/nn/webgpu/backend.ts';

registerWebgpuBackend();

/** What `golden.spec.ts` calls in the page. */
export interface GoldenPage {
  comparePhoto(): Promise<GoldenDifference[]>;
}

async function bytes(name: string): Promise<ArrayBuffer> {
  return (await fetch(`model/${name}`)).arrayBuffer();
}

const page: GoldenPage = {
  async comparePhoto() {
    if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
    await ready();
    const config = parseModelConfig(await (await fetch('model/model.json')).json());
    const weights = parseSafetensors(await bytes('weights.safetensors'));
    const parameters = loadParameters<UcNetParameters>(declareUcNet(config), weights);
    try {
      return await comparePhoto(parameters, config, await bytes('golden.safetensors'));
    } finally {
      disposeParameters(parameters);
    }
  },
};

Object.assign(globalThis, { goldenPage: page });
