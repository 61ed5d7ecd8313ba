import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import type { TensorInfo } from '@tensorflow/tfjs-core';

/** A value for each field of a program's `uniforms`, in order. */
export interface Uniform {
  readonly type: 'int32' | 'float32';
  readonly data: readonly number[];
}

/** One of our own WGSL programs, in the terms of tfjs's WebGPU backend. */
export interface Program {
  /** Tells the code apart from that of every other program. */
  readonly key: string;
  /** Names of the inputs in the code; each is an array, its shape is `uniforms.<name>Shape`. */
  readonly inputs: readonly string[];
  /** Components of an element of each input's array. */
  readonly inputComponents: readonly (1 | 4)[];
  readonly outputComponents: 1 | 4;
  readonly outputShape: readonly number[];
  /** Fields of the uniform buffer after tfjs's own, each `name : type,`. */
  readonly uniforms: string;
  /** How many invocations there are to be at least. */
  readonly invocations: number;
  /** Invocations of a workgroup where the code relies on them; default 64. */
  readonly workgroupSize?: number;
  /** Defines `fn main(index : i32)`, which writes to `result`. Asked for once a device: to write it takes longer than to run it. */
  code(): string;
}

/** A multiple of every GPU's subgroup size, and small enough for the smallest planes. */
const WORKGROUP_SIZE = 64;

/** Queues `program`; the result is a new tensor of 32-bit floats unless there is one to write into. */
export function runProgram(
  backend: WebGPUBackend,
  program: Program,
  inputs: readonly TensorInfo[],
  uniforms: readonly Uniform[],
  result?: TensorInfo,
): TensorInfo {
  const { workgroupSize = WORKGROUP_SIZE } = program;
  const ownKey = ['own', program.key, ...inputs.map(({ dtype }) => dtype)].join('-');
  let key = ownKey;
  const tfjsProgram: WebGPUProgram = {
    get shaderKey() {
      return key;
    },
    // tfjs extends a key by what its own code depends on, such as which inputs have the result's shape. Ours
    // depends on none of that but whether the dispatch is flat, so that calls of any shape share a pipeline.
    set shaderKey(extended) {
      key = extended.endsWith('flatDispatch') ? ownKey : `${ownKey}-deep`;
    },
    variableNames: [...program.inputs],
    variableComponents: [...program.inputComponents],
    outputComponent: program.outputComponents,
    outputShape: [...program.outputShape],
    uniforms: program.uniforms,
    workgroupSize: [workgroupSize, 1, 1],
    dispatchLayout: { x: program.outputShape.map((_, axis) => axis) },
    dispatch: [Math.ceil(program.invocations / workgroupSize), 1, 1],
    getUserCode: () => program.code(),
  };
  const values = uniforms.map(({ type, data }) => ({ type, data: [...data] }));
  return backend.runWebGPUProgram(tfjsProgram, [...inputs], 'float32', values, result);
}
