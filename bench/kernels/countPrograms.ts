import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/** Counts the GPU programs that a backend runs from now on, until it is stopped. */
export class ProgramCount {
  count = 0;
  private readonly original: WebGPUBackend['runWebGPUProgram'];

  constructor(private readonly backend: WebGPUBackend) {
    const original = backend.runWebGPUProgram;
    this.original = original;
    backend.runWebGPUProgram = (...values) => {
      this.count++;
      return original.apply(backend, values);
    };
  }

  stop(): void {
    this.backend.runWebGPUProgram = this.original;
  }
}
