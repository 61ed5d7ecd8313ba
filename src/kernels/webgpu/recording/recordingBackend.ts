import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  type DataId,
  engine,
  type Tensor,
  type TensorInfo,
  tidy,
  util,
} from '@tensorflow/tfjs-core';
import type { Form, Forms, Recorder, Work } from '../../../nn/recorded.ts';
import { type Program, runProgram } from '../program.ts';
import { type Followed, GpuReplay, type ReplayBackend } from './replay.ts';
import { SlotPool } from './slots.ts';
import { type CompiledProgram, NotRecordable, Trace } from './trace.ts';
import type { UniformField } from './uniformFields.ts';

/** The step of tfjs's backend that binds a program's buffers and queues it. Only there its pipeline is known. */
interface Internals {
  recordAndSubmit(
    program: CompiledProgram,
    output: TensorInfo,
    inputs: TensorInfo[],
    uniforms?: UniformField[],
  ): void;
}

/** Stands for the memory of a tensor that has none: tfjs takes such a tensor for one on the GPU. */
const NO_MEMORY = {} as GPUBuffer;

/**
 * tfjs's WebGPU backend, which can also record. While it does, operations compile their programs, and every tensor is a
 * name without memory. What would have been queued is noted down.
 */
export class RecordingBackend extends WebGPUBackend implements Recorder, ReplayBackend {
  /** Of the work that is being recorded. */
  private trace: Trace | null = null;
  /** Commands wait in tfjs's encoder. */
  private hasPending = false;
  private readonly slots: SlotPool;

  constructor(device: GPUDevice, info?: GPUAdapterInfo) {
    super(device, info);
    this.slots = new SlotPool(device);
    const internals = this as unknown as Internals;
    const queueProgram = internals.recordAndSubmit.bind(this);
    internals.recordAndSubmit = (program, output, inputs, uniforms) => {
      if (this.trace === null) queueProgram(program, output, inputs, uniforms);
      else this.trace.add(program, output, inputs, uniforms);
    };
  }

  rehearse(work: Work, forms: Forms): void {
    const trace = new Trace();
    try {
      this.follow(trace, work, forms, () => undefined);
    } finally {
      this.release(trace);
    }
  }

  record(work: Work, forms: Forms): GpuReplay | null {
    const trace = new Trace();
    let replay: GpuReplay | null = null;
    try {
      this.follow(trace, work, forms, (tensors) => {
        this.flush(); // constants may just have been uploaded
        replay = new GpuReplay(this, this.slots, trace, tensors);
      });
      return replay;
    } finally {
      if (replay === null) this.release(trace);
    }
  }

  flush(): void {
    if (!this.hasPending) return;
    this.endComputePassEncoder();
    this.submitQueue();
  }

  bufferOf({ dataId }: Tensor): GPUBuffer {
    this.uploadToGPU(dataId);
    return this.tensorMap.get(dataId).resource as GPUBuffer;
  }

  tensorOn(buffer: GPUBuffer, shape: readonly number[]): Tensor {
    const info = this.makeTensorInfo([...shape], 'float32');
    this.tensorMap.get(info.dataId).resource = buffer;
    return engine().makeTensorFromTensorInfo(info, this);
  }

  /**
   * Does the work without memory, and hands its inputs and results on before they are disposed of. Work that cannot be
   * recorded ends where that shows. All other errors are thrown: the plain way would hide them, and be slow.
   */
  private follow(trace: Trace, work: Work, forms: Forms, use: (tensors: Followed) => void): void {
    this.trace = trace;
    try {
      tidy(() => {
        const inputs: Record<string, Tensor> = {};
        const given: Record<string, Tensor> = {};
        for (const [name, form] of Object.entries(forms)) {
          const input = this.inputOf(form);
          inputs[name] = input;
          given[name] = form.isBytes ? this.unpacked(input, form.shape) : input;
        }
        use({ inputs, ...work(given) });
      });
    } catch (error) {
      if (!(error instanceof NotRecordable)) throw error;
    } finally {
      this.trace = null;
    }
  }

  /** Bytes come four in a word. */
  private inputOf({ shape, isBytes }: Form): Tensor {
    const words = Math.ceil(util.sizeFromShape([...shape]) / 4);
    const info = isBytes
      ? this.makeTensorInfo([words], 'int32')
      : this.makeTensorInfo([...shape], 'float32');
    this.uploadToGPU(info.dataId);
    return engine().makeTensorFromTensorInfo(info, this);
  }

  private unpacked(words: Tensor, shape: readonly number[]): Tensor {
    const values = { type: 'int32', data: [util.sizeFromShape([...shape])] } as const;
    const info = runProgram(this, unpackBytes(shape), [words], [values]);
    return engine().makeTensorFromTensorInfo(info, this);
  }

  private release({ adopted }: Trace): void {
    for (const buffer of adopted) this.bufferManager.releaseBuffer(buffer);
  }

  override uploadToGPU(dataId: DataId): void {
    const { trace } = this;
    if (trace === null) return super.uploadToGPU(dataId);
    const data = this.tensorMap.get(dataId);
    if (data.resource === undefined || data.resource === null) {
      if (data.values) {
        super.uploadToGPU(dataId);
      } else {
        data.resource = NO_MEMORY;
        trace.bytes.set(dataId, 4 * util.sizeFromShape(data.shape));
      }
    }
    const { resource } = data;
    if (resource instanceof GPUBuffer) trace.constants.set(dataId, resource);
    else if (!trace.bytes.has(dataId)) throw new NotRecordable('A tensor lies in a texture.');
  }

  override disposeData(dataId: DataId, force = false): boolean {
    const { trace } = this;
    if (trace?.constants.has(dataId) && (force || this.refCount(dataId) === 1)) {
      // The work made it only to throw it away, and will not make it again: the recording keeps its buffer.
      trace.adopted.push(trace.constants.get(dataId)!);
      this.tensorMap.get(dataId).external = true; // tfjs does not free it
    }
    return super.disposeData(dataId, force);
  }

  override readSync(dataId: object): ReturnType<WebGPUBackend['readSync']> {
    if (this.trace?.bytes.has(dataId)) throw new NotRecordable('A result is read on the way.');
    return super.readSync(dataId);
  }

  override ensureCommandEncoderReady(): void {
    super.ensureCommandEncoderReady();
    this.hasPending = true;
  }

  override submitQueue(): void {
    super.submitQueue();
    this.hasPending = false;
  }
}

/**
 * Bytes, four in each word from the lowest on, as floats from 0 to 255. A quarter of what floats take comes to the GPU,
 * and the processor has nothing to convert.
 *
 * @param shape of the result
 */
function unpackBytes(shape: readonly number[]): Program {
  const values = util.sizeFromShape([...shape]);
  return {
    key: 'unpackBytes',
    inputs: ['words'],
    inputComponents: [1],
    outputComponents: 1,
    outputShape: shape,
    uniforms: 'values : i32,',
    invocations: Math.ceil(values / 4),
    code: () => `
fn main(index : i32) {
  let word = words[index];
  for (var byte = 0; byte < 4; byte++) {
    let at = index * 4 + byte;
    if (at < uniforms.values) {
      result[at] = f32((word >> u32(8 * byte)) & 255);
    }
  }
}`,
  };
}
