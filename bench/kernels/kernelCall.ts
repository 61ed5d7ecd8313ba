import type { DataType } from '@tensorflow/tfjs-core';

/** A tensor's name and form. */
export interface TensorForm {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** One or more equal calls of a kernel that a network makes. */
export interface KernelCall {
  /** Its place in the page's list. */
  readonly index: number;
  readonly kernel: string;
  readonly inputs: readonly TensorForm[];
  readonly outputs: readonly Omit<TensorForm, 'name'>[];
  /** As far as they are plain values. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** How many equal calls an image makes. */
  readonly count: number;
  /** GPU programs that one call runs. */
  readonly programs: number;
}

const BYTES = { float32: 4, int32: 4, bool: 4, complex64: 8, string: 0 } as const;

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Bytes that a call has to read and write at least: every input and output once. bool is an int on the GPU. */
export function leastBytes({ inputs, outputs }: KernelCall): number {
  return [...inputs, ...outputs].reduce(
    (sum, { shape, dtype }) => sum + sizeOf(shape) * BYTES[dtype],
    0,
  );
}

/** The shape of the input of that name. */
export function shapeOf({ inputs }: KernelCall, name: string): readonly number[] | undefined {
  return inputs.find((input) => input.name === name)?.shape;
}

/** All filters of a call: every `filter` or `weight` of four sides. */
function filtersOf({ inputs }: KernelCall): readonly TensorForm[] {
  return inputs.filter(({ name, shape }) => /filter|weight/i.test(name) && shape.length === 4);
}

/** Pixels of all pictures of a batch [B, h, w, C]. */
function pixelsOf(shape: readonly number[]): number {
  return sizeOf(shape.slice(0, -1));
}

/**
 * Multiply-adds of a call's filters and matrices; 0 for kernels that only move values or compute value by value. A
 * filter [h, w, in, out] is applied at every pixel of the output, a depthwise one [h, w, channels, 1] as well.
 */
export function multiplyAdds(call: KernelCall): number {
  const output = call.outputs[0]?.shape ?? [0];
  const a = shapeOf(call, 'a');
  if (a !== undefined && call.kernel.includes('MatMul')) {
    const inner = call.attributes['transposeA'] === true ? a.at(-2) : a.at(-1);
    return sizeOf(output) * (inner ?? 0);
  }
  const atInput = pixelsOf(shapeOf(call, 'x') ?? [0]);
  return filtersOf(call).reduce((sum, { name, shape }) => {
    // An expansion is computed at least once for every pixel before the stride.
    const pixels = name === 'expandWeight' ? atInput : pixelsOf(output);
    return sum + pixels * sizeOf(shape);
  }, 0);
}
