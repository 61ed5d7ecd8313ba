import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';

const COMPILE_ONLY = 'WEBGPU_ENGINE_COMPILE_ONLY';

interface Internals {
  /** Promises while they are compiled. */
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
}

/**
 * Compiles every program that `rehearse` asks for, all at the same time, and runs none of them.
 *
 * @param rehearse must not read any result: there are none
 * @returns why the device refused programs; these are compiled again when they are first used
 */
export async function compileAll(backend: WebGPUBackend, rehearse: () => void): Promise<unknown[]> {
  env().set(COMPILE_ONLY, true);
  try {
    rehearse();
  } finally {
    env().set(COMPILE_ONLY, false);
  }
  const { pipelineCache } = backend as unknown as Internals;
  const refusals: unknown[] = [];
  const settle = async (key: string) => {
    try {
      pipelineCache[key] = await pipelineCache[key]!;
    } catch (error) {
      Reflect.deleteProperty(pipelineCache, key);
      refusals.push(error);
    }
  };
  await Promise.all(Object.keys(pipelineCache).map(settle));
  return refusals;
}
