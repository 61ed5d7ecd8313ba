import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend as activeBackend,
  dispose,
  engine,
  type NamedAttrMap,
  type NamedTensorMap,
  setBackend,
  tensor,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import { sizeOf, type TensorForm } from './kernelCall.ts';
import type { RecordedCall } from './collectCalls.ts';

/** The same values on every backend: floats from 0.1 to 1, so that nothing is skipped or overflows; indices 0. */
function fill({ shape, dtype }: TensorForm): Tensor {
  const size = sizeOf(shape);
  const values =
    dtype === 'float32'
      ? Float32Array.from({ length: size }, (_, index) => 0.1 + ((index * 7919) % 1000) / 1112)
      : new Int32Array(size);
  return tensor(values, [...shape], dtype);
}

/** A recorded call with inputs of its own on one backend, to run as often as one likes. */
export class RepeatableCall {
  private constructor(
    private readonly backendName: string,
    private readonly recorded: RecordedCall,
    private readonly inputs: readonly Tensor[],
  ) {}

  static async prepare(backendName: string, recorded: RecordedCall): Promise<RepeatableCall> {
    await setBackend(backendName);
    return new RepeatableCall(backendName, recorded, recorded.call.inputs.map(fill));
  }

  /** Queues the call `repeats` times and waits until all is computed. */
  async run(repeats: number): Promise<void> {
    await setBackend(this.backendName);
    const backend = activeBackend() as WebGPUBackend;
    for (let repeat = 0; repeat < repeats; repeat++) tidy(() => void this.queue());
    backend.ensureCommandEncoderReady();
    backend.endComputePassEncoder();
    backend.submitQueue();
    await backend.queue.onSubmittedWorkDone();
  }

  /** Some values of the first output. */
  async excerpt(): Promise<number[]> {
    await setBackend(this.backendName);
    const outputs = tidy(() => this.queue());
    const values = await outputs[0]!.data();
    dispose(outputs);
    const stride = Math.max(1, Math.floor(values.length / 100));
    return Array.from(values).filter((_, index) => index % stride === 0);
  }

  dispose(): void {
    dispose([...this.inputs]);
  }

  private queue(): Tensor[] {
    const { call, attrs, takesList } = this.recorded;
    const names = call.inputs.map(({ name }) => name);
    const named = takesList
      ? this.inputs
      : Object.fromEntries(names.map((name, index) => [name, this.inputs[index]!]));
    const result = engine().runKernel(
      call.kernel,
      named as NamedTensorMap,
      attrs as unknown as NamedAttrMap,
    ) as Tensor | Tensor[];
    return Array.isArray(result) ? result : [result];
  }
}
