import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { backend, env } from '@tensorflow/tfjs-core';

const COMPILE_ONLY = 'WEBGPU_ENGINE_COMPILE_ONLY';

/**
 * Compiles every program that `rehearse` queues, all at the same time, and runs none of them. tfjs otherwise compiles
 * a program when it is first used, one after the other. The WebGPU backend has to be active, and nothing else may use
 * it meanwhile.
 *
 * @param rehearse must not read any result: there are none
 */
export async function compileAhead(rehearse: () => void): Promise<void> {
  env().set(COMPILE_ONLY, true);
  try {
    rehearse();
  } finally {
    env().set(COMPILE_ONLY, false);
  }
  await (backend() as WebGPUBackend).checkCompileCompletionAsync();
}
