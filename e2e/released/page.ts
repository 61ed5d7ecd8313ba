import { memory, ready, setBackend } from '@tensorflow/tfjs-core';
import { loadReleasedParameters } from '../../src/released/releasedUcNet.ts';
import { type HeadOutputs, runHeads, runPrior } from '../../src/released/testing/smallPass.ts';
import { standInTensors } from '../../src/released/testing/standIn.ts';
import { disposeParameters } from '../../src/nn/parameters.ts';
import { registerWebgpuBackend } from '../../src/kernels/webgpu/backend.ts';

registerWebgpuBackend();

/** What `released.spec.ts` calls in the page. */
export interface ReleasedPage {
  /** Of both heads on a picture of this side, and of the prior. */
  outputs(side: number): Promise<HeadOutputs>;
  /** Bytes of GPU memory that one sample at this side makes tfjs allocate, weights included. */
  allocatedBytes(side: number): Promise<number>;
}

async function startWebgpu(): Promise<void> {
  if (!(await setBackend('webgpu'))) throw new Error('WebGPU does not start in this browser.');
  await ready();
}

const page: ReleasedPage = {
  async outputs(side) {
    await startWebgpu();
    const parameters = loadReleasedParameters(standInTensors({ unused: false }));
    const heads = runHeads(parameters, side);
    const prior = runPrior(parameters);
    const outputs = { ...(await heads.read()), ...(await prior.read()) };
    disposeParameters(parameters);
    return outputs;
  },

  async allocatedBytes(side) {
    await startWebgpu();
    const parameters = loadReleasedParameters(standInTensors({ unused: false }));
    runHeads(parameters, side);
    // Buffers are made when work is queued, and freed ones are kept for reuse: this is the peak.
    return (memory() as unknown as { numBytesAllocatedInGPU: number }).numBytesAllocatedInGPU;
  },
};

Object.assign(globalThis, { releasedPage: page });
