import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { env } from '@tensorflow/tfjs-core';

const COMPILE_ONLY = 'WEBGPU_ENGINE_COMPILE_ONLY';

interface Internals {
  /** Promises while they are compiled. */
  readonly pipelineCache: Record<string, GPUComputePipeline | Promise<GPUComputePipeline>>;
}

/**
 * Compiles every program that `rehearse` asks for, all at the same time, and runs none of them. A program that the device refuses is
 * compiled again when it is first used, and says then what is wrong with it.
 *
 * @param rehearse must not read any result: there are none
 */
export async function compileAll(backend: WebGPUBackend, rehearse: () => void): Promise<void> {
  env().set(COMPILE_ONLY, true);
  try {
    rehearse();
  } finally {
    env().set(COMPILE_ONLY, false);
  }
  const { pipelineCache } = backend as unknown as Internals;
  const settle = async (key: string) => {
    try {
      pipelineCache[key] = await pipelineCache[key]!;
    } catch {
      Reflect.deleteProperty(pipelineCache, key);
    }
  };
  await Promise.all(Object.keys(pipelineCache).map(settle));
}
