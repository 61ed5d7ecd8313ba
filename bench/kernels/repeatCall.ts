import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend as activeBackend,
  dispose,
  engine,
  getKernel,
  type NamedAttrMap,
  type NamedTensorMap,
  setBackend,
  tensor,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core';
import type { RecordedCall } from './collectCalls.ts';
import { ProgramCount } from './countPrograms.ts';
import { inputValues } from './inputValues.ts';
import type { TensorForm } from './kernelCall.ts';
import { PLAIN_OPERATIONS } from './plainOperations.ts';

function fill(form: TensorForm): Tensor {
  return tensor(inputValues(form), [...form.shape], form.dtype);
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
    const inputs = recorded.call.inputs.map(fill);
    // tfjs computes with small tensors in JavaScript as long as they have not been on the GPU.
    for (const { dataId } of inputs) (activeBackend() as WebGPUBackend).uploadToGPU(dataId);
    return new RepeatableCall(backendName, recorded, inputs);
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

  /** Some values of the first output, and how many GPU programs gave it. */
  async excerpt(): Promise<{ values: number[]; programs: number }> {
    await setBackend(this.backendName);
    const programs = new ProgramCount(activeBackend() as WebGPUBackend);
    const outputs = tidy(() => this.queue());
    programs.stop();
    const values = await outputs[0]!.data();
    dispose(outputs);
    // Odd, so that every channel comes up.
    const stride = Math.floor(values.length / 1000) | 1;
    return {
      values: Array.from(values).filter((_, index) => index % stride === 0),
      programs: programs.count,
    };
  }

  dispose(): void {
    dispose([...this.inputs]);
  }

  /** By the kernel itself or, on a backend that has none of this name, by tfjs's operations. */
  private queue(): Tensor[] {
    const { call, attrs, takesList } = this.recorded;
    const names = call.inputs.map(({ name }) => name);
    const named = (
      takesList
        ? this.inputs
        : Object.fromEntries(names.map((name, index) => [name, this.inputs[index]!]))
    ) as NamedTensorMap;
    if (getKernel(call.kernel, this.backendName) === undefined) {
      const operation = PLAIN_OPERATIONS[call.kernel];
      if (operation === undefined) throw new Error(`${call.kernel} has no plain operation.`);
      return [operation(named, attrs)];
    }
    const attributes = attrs as unknown as NamedAttrMap;
    const result = engine().runKernel<Tensor | Tensor[]>(call.kernel, named, attributes);
    return Array.isArray(result) ? result : [result];
  }
}
