import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend as activeBackend, registerBackend, removeBackend } from '@tensorflow/tfjs-core';
import { answerWithin } from '../../math/deadline.ts';
import { useOwnKernels } from '../ownKernel.ts';
import { compileAll } from './compileAll.ts';
import { chooseVariants, everywhere } from './convolutionVariants.ts';
import { fuseExpansion } from './expandedDepthwise.ts';
import { OWN_KERNELS } from './ownKernels.ts';
import { RecordingBackend } from './recording/recordingBackend.ts';
import { infoOf, isSoftware } from './softwareAdapter.ts';
import { tuneOnce } from './tuningCache.ts';
import { enablesFirst } from './wgsl.ts';

/** Features that kernels or timings use if the adapter has them. tfjs asks only for the last. */
const FEATURES: readonly GPUFeatureName[] = ['subgroups', 'timestamp-query'];

/** What tfjs asks for as well: its programs and large tensors rely on it. */
const LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup',
] as const;

const PRIORITY = 3;

/** A device that is not there by then never comes: a driver hangs. */
const DEADLINE_MS = 10_000;

/** A device with every feature of `FEATURES` that the adapter has. */
async function createBackend(): Promise<RecordingBackend> {
  const adapter = await answerWithin(
    DEADLINE_MS,
    'The request for a WebGPU adapter',
    navigator.gpu.requestAdapter({ powerPreference: 'high-performance' }),
  );
  if (adapter === null) throw new Error('The browser offers no WebGPU adapter.');
  const device = await answerWithin(
    DEADLINE_MS,
    'The request for a WebGPU device',
    adapter.requestDevice({
      requiredFeatures: FEATURES.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(LIMITS.map((limit) => [limit, adapter.limits[limit]])),
    }),
  );
  const info = infoOf(adapter);
  const createShaderModule = device.createShaderModule.bind(device);
  device.createShaderModule = (descriptor) =>
    createShaderModule({ ...descriptor, code: enablesFirst(descriptor.code) });
  const backend = new RecordingBackend(device, info);
  // The fastest on software adapters, which are limited by reading memory. A GPU is measured instead.
  const untuned = device.features.has('subgroups') ? 'quad8x4' : 'plain8x4';
  chooseVariants(device, everywhere(untuned));
  if (isSoftware(adapter)) fuseExpansion(device);
  else {
    await tuneOnce(backend, info);
    backend.flush();
    backend.bufferManager.dispose(); // the network has no use for the buffers of probes
  }
  return backend;
}

let registered = false;

/** Registers tfjs's WebGPU backend as `webgpu`, on a device of our own and with our kernels. Once is enough. */
export function registerWebgpuBackend(): void {
  if (registered) return;
  registered = true;
  // Importing tfjs's package has registered its own factory under this name.
  removeBackend('webgpu');
  registerBackend('webgpu', createBackend, PRIORITY);
  useOwnKernels('webgpu', OWN_KERNELS);
}

/**
 * Compiles every program that `rehearse` asks for, all at the same time, and runs none of them. Otherwise tfjs compiles
 * each program when it is first used, one after another. The WebGPU backend has to be active, and nothing else may
 * use it meanwhile.
 *
 * @param rehearse must not read any result: there are none
 * @throws what the device says of the first program that it refuses
 */
export async function compileAhead(rehearse: () => void): Promise<void> {
  const refusals = await compileAll(activeBackend() as WebGPUBackend, rehearse);
  if (refusals.length > 0) throw refusals[0];
}
