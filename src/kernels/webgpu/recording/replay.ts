import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { Tensor, util } from '@tensorflow/tfjs-core';
import type { Replay, WorkResults, Sources } from '../../../nn/recorded.ts';
import { RecordingMemory, settledSteps } from './memory.ts';
import type { SlotPool } from './slots.ts';
import { NotRecordable, type Step, type Trace } from './trace.ts';

/** What a recording asks of the backend beyond what is tfjs's own. */
export interface ReplayBackend extends WebGPUBackend {
  /** Submits what tfjs has queued, so that what follows comes after it. */
  flush(): void;
  /** The memory of a tensor, which is brought to the GPU if it is not there yet. */
  bufferOf(tensor: Tensor): GPUBuffer;
  /** A tensor on a buffer of the backend's own, which goes back to it when the tensor is disposed of. */
  tensorOn(buffer: GPUBuffer, shape: readonly number[]): Tensor;
}

/** Tensors without memory, by name. */
export interface Followed {
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly kept: Readonly<Record<string, Tensor>>;
  readonly read: Readonly<Record<string, Tensor>>;
}

/** A program with all that it is bound to. */
interface Dispatch {
  readonly pipeline: GPUComputePipeline;
  readonly bindGroup: GPUBindGroup;
  readonly workgroups: Step['workgroups'];
}

/** Where an input or a result of the recording lies. */
interface Place {
  readonly name: string;
  readonly buffer: GPUBuffer;
  readonly bytes: number;
  readonly shape: readonly number[];
}

type ByName<Value> = Readonly<Record<string, Value>>;

/**
 * A recording that is ready to run: a write for each input, then one encoder, one pass of all programs, one submission.
 * Its tensors share memory with each other and with other recordings, so that results are copied out at the end.
 */
export class GpuReplay implements Replay {
  private readonly memory: RecordingMemory;
  private readonly uniforms: GPUBuffer;
  private readonly dispatches: readonly Dispatch[];
  private readonly inputs: readonly Place[];
  private readonly kept: readonly Place[];
  private readonly read: readonly Place[];
  /** What the device said of its buffers and bindings, and of the first run. */
  private readonly verdicts: Promise<boolean>[] = [];
  private disposed = false;

  /** @throws NotRecordable when a result is none of the recording's tensors */
  constructor(
    private readonly backend: ReplayBackend,
    pool: SlotPool,
    private readonly trace: Trace,
    { inputs, kept, read }: Followed,
  ) {
    const { steps, bytes, constants } = trace;
    const idsOf = (tensors: ByName<Tensor>) => Object.values(tensors).map(({ dataId }) => dataId);
    const results = [...idsOf(kept), ...idsOf(read)];
    if (!results.every((id) => bytes.has(id) || constants.has(id))) {
      throw new NotRecordable('A result is not computed on the GPU.');
    }
    const settled = settledSteps(trace);
    const end = watchErrors(backend.device);
    this.memory = new RecordingMemory(backend, pool, trace, settled, idsOf(inputs), results);
    const placesOf = (tensors: ByName<Tensor>) =>
      Object.entries(tensors).map(([name, { dataId, shape }]) => ({
        name,
        buffer: this.memory.at(dataId),
        bytes: 4 * util.sizeFromShape(shape),
        shape: [...shape],
      }));
    this.inputs = placesOf(inputs);
    this.kept = placesOf(kept);
    this.read = placesOf(read);
    this.uniforms = writeUniforms(backend.device, steps);
    const dispatches = bindSteps(backend.device, trace, this.memory, this.uniforms);
    this.dispatches = dispatches.filter((_, index) => !settled.has(steps[index]!));
    const encoder = backend.device.createCommandEncoder();
    encodePass(
      encoder,
      dispatches.filter((_, index) => settled.has(steps[index]!)),
    );
    backend.queue.submit([encoder.finish()]);
    this.verdicts.push(end());
  }

  async run(sources: Sources): Promise<WorkResults<ByName<Tensor>, ByName<Float32Array>>> {
    const { backend } = this;
    const isFirst = this.verdicts.length === 1;
    const end = isFirst ? watchErrors(backend.device) : null;
    const encoder = backend.device.createCommandEncoder();
    this.encodeInputs(encoder, sources);
    encodePass(encoder, this.dispatches);
    const kept = this.kept.map((place) => [place.name, this.encodeTensor(encoder, place)]);
    const reading = this.encodeReading(encoder);
    backend.queue.submit([encoder.finish()]);
    if (end !== null) this.verdicts.push(end());
    const results = { kept: Object.fromEntries(kept) as ByName<Tensor> };
    try {
      return { ...results, read: reading === null ? {} : await this.readFrom(reading) };
    } catch (error) {
      for (const tensor of Object.values(results.kept)) tensor.dispose();
      throw error;
    }
  }

  async isTaken(): Promise<boolean> {
    return (await Promise.all(this.verdicts)).every((taken) => taken);
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    this.memory.free();
    this.uniforms.destroy();
    for (const buffer of this.trace.adopted) this.backend.bufferManager.releaseBuffer(buffer);
  }

  private encodeInputs(encoder: GPUCommandEncoder, sources: Sources): void {
    const { backend } = this;
    for (const { name, buffer, bytes } of this.inputs) {
      const source = sources[name]!;
      if (source instanceof Tensor) {
        encoder.copyBufferToBuffer(backend.bufferOf(source), 0, buffer, 0, bytes);
      } else {
        backend.queue.writeBuffer(buffer, 0, wholeWords(source.values));
      }
    }
    backend.flush(); // what computes the inputs may still wait in tfjs's own encoder
  }

  private encodeTensor(encoder: GPUCommandEncoder, { buffer, bytes, shape }: Place): Tensor {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const copy = this.backend.bufferManager.acquireBuffer(bytes, usage);
    encoder.copyBufferToBuffer(buffer, 0, copy, 0, bytes);
    return this.backend.tensorOn(copy, shape);
  }

  /** All that is read lies one behind the other in one buffer; null where nothing is. */
  private encodeReading(encoder: GPUCommandEncoder): GPUBuffer | null {
    const total = this.read.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total === 0) return null;
    const usage = GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ;
    const reading = this.backend.bufferManager.acquireBuffer(total, usage);
    let offset = 0;
    for (const { buffer, bytes } of this.read) {
      encoder.copyBufferToBuffer(buffer, 0, reading, offset, bytes);
      offset += bytes;
    }
    return reading;
  }

  private async readFrom(reading: GPUBuffer): Promise<ByName<Float32Array>> {
    try {
      await reading.mapAsync(GPUMapMode.READ);
      const values = reading.getMappedRange();
      let offset = 0;
      const entries = this.read.map(({ name, bytes }) => {
        offset += bytes;
        return [name, new Float32Array(values.slice(offset - bytes, offset))];
      });
      reading.unmap();
      return Object.fromEntries(entries) as ByName<Float32Array>;
    } finally {
      this.backend.bufferManager.releaseBuffer(reading);
    }
  }
}

/** Listens to what the device refuses until the result is called, which tells whether it was nothing. */
function watchErrors(device: GPUDevice): () => Promise<boolean> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  return async () => {
    const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    return errors.every((error) => error === null);
  };
}

/** What the queue can write: words of four bytes. */
function wholeWords(
  values: Float32Array | Uint8Array,
): Float32Array<ArrayBuffer> | Uint8Array<ArrayBuffer> {
  if (values.byteLength % 4 === 0) return values as Uint8Array<ArrayBuffer>;
  const padded = new Uint8Array(Math.ceil(values.byteLength / 4) * 4);
  padded.set(values);
  return padded;
}

/** The uniforms of each step start at a multiple of this. */
function uniformStride({ limits }: GPUDevice, steps: readonly Step[]): number {
  const { minUniformBufferOffsetAlignment: alignment } = limits;
  const most = Math.max(4, ...steps.map(({ uniforms }) => uniforms.byteLength));
  return Math.ceil(most / alignment) * alignment;
}

function writeUniforms(device: GPUDevice, steps: readonly Step[]): GPUBuffer {
  const stride = uniformStride(device, steps);
  const all = new Uint8Array(Math.max(steps.length, 1) * stride);
  steps.forEach(({ uniforms }, index) => all.set(new Uint8Array(uniforms), index * stride));
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const buffer = device.createBuffer({ size: all.byteLength, usage });
  device.queue.writeBuffer(buffer, 0, all);
  return buffer;
}

/** In the order in which tfjs binds: the result, the inputs, the uniforms. */
function bindSteps(
  device: GPUDevice,
  { steps, bytes }: Trace,
  memory: RecordingMemory,
  uniforms: GPUBuffer,
): Dispatch[] {
  const stride = uniformStride(device, steps);
  return steps.map(({ pipeline, workgroups, output, inputs, uniforms: own }, index) => {
    const tensors = [output, ...inputs].map((dataId) => {
      const buffer = memory.at(dataId);
      return { buffer, size: bytes.get(dataId) ?? buffer.size };
    });
    const bindings = [
      ...tensors,
      { buffer: uniforms, offset: index * stride, size: own.byteLength },
    ];
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: bindings.map((resource, binding) => ({ binding, resource })),
    });
    return { pipeline, bindGroup, workgroups };
  });
}

function encodePass(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[]): void {
  const pass = encoder.beginComputePass();
  for (const { pipeline, bindGroup, workgroups } of dispatches) {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(...workgroups);
  }
  pass.end();
}
