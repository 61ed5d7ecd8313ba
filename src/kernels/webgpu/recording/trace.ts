import type { WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import { type DataId, type TensorInfo, util } from '@tensorflow/tfjs-core';
import { packFields, shapeFields, type UniformField } from './uniformFields.ts';

/** Some of the work cannot be recorded. */
export class NotRecordable extends Error {
  override readonly name = 'NotRecordable';
}

/** A program as tfjs is about to queue it: compiled, with the number of workgroups. */
export interface CompiledProgram extends WebGPUProgram {
  readonly pipeline: GPUComputePipeline;
}

/** A program that ran, and on what. */
export interface Step {
  readonly pipeline: GPUComputePipeline;
  readonly workgroups: readonly [number, number, number];
  readonly output: DataId;
  readonly inputs: readonly DataId[];
  readonly uniforms: ArrayBuffer;
}

/** What work did while it was recorded. Its tensors had no memory. */
export class Trace {
  readonly steps: Step[] = [];
  /** Buffers that were there before, such as weights. */
  readonly constants = new Map<DataId, GPUBuffer>();
  /** Those of constants that the work made for itself, and has disposed of. */
  readonly adopted: GPUBuffer[] = [];
  /** Of every tensor without memory. */
  readonly bytes = new Map<DataId, number>();

  /** @throws NotRecordable for programs that work on pictures, or on what outlasts the work */
  add(
    program: CompiledProgram,
    output: TensorInfo,
    inputs: readonly TensorInfo[],
    own: readonly UniformField[] = [],
  ): void {
    if (program.pixelsOpType !== undefined && program.pixelsOpType !== null) {
      throw new NotRecordable('A program reads or draws a picture.');
    }
    if (this.constants.has(output.dataId)) {
      throw new NotRecordable('A program writes to a tensor that was there before.');
    }
    const { pipeline, dispatch, outputShape, outputComponent = 1 } = program;
    const shapes = {
      inputs: inputs.map(({ shape }) => shape),
      output: output.shape,
      size: program.size ? util.sizeFromShape(outputShape) / outputComponent : null,
    };
    this.steps.push({
      pipeline,
      workgroups: [dispatch[0], dispatch[1] ?? 1, dispatch[2] ?? 1],
      output: output.dataId,
      inputs: inputs.map(({ dataId }) => dataId),
      uniforms: packFields([...shapeFields(shapes), ...own]),
    });
  }
}
