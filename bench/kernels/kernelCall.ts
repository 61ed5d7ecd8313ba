import type { DataType } from '@tensorflow/tfjs-core';

/** A tensor's name and form. */
export interface TensorForm {
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: DataType;
}

/** One or more equal calls of a tfjs kernel that a network makes. */
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
  /** Whether tfjs as it comes has this kernel too. */
  readonly hasStock: boolean;
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

function shapeOf({ inputs }: KernelCall, name: string): readonly number[] | undefined {
  return inputs.find((input) => input.name === name)?.shape;
}

function isDepthwise({ kernel }: KernelCall): boolean {
  return kernel.includes('Depthwise');
}

/**
 * Multiply-adds of a call; 0 for kernels that only move, compare or add. A filter [h, w, in, out] is applied at
 * every output value, once for each of its input channels, a depthwise one [h, w, channels, 1] for one only.
 */
export function multiplyAdds(call: KernelCall): number {
  const outputs = sizeOf(call.outputs[0]?.shape ?? [0]);
  const filter = shapeOf(call, 'filter');
  if (filter !== undefined) {
    const [height = 0, width = 0, channels = 0] = filter;
    return outputs * height * width * (isDepthwise(call) ? 1 : channels);
  }
  const a = shapeOf(call, 'a');
  if (a !== undefined && call.kernel.includes('MatMul')) {
    const inner = call.attributes['transposeA'] === true ? a.at(-2) : a.at(-1);
    return outputs * (inner ?? 0);
  }
  const weight = shapeOf(call, 'weight');
  const lastWeight = shapeOf(call, 'lastWeight');
  // Our head of a sample: a 1×1 convolution and, of its outputs, a second one.
  if (weight !== undefined && lastWeight !== undefined) {
    return outputs * (sizeOf(weight) + sizeOf(lastWeight));
  }
  return 0;
}

/** What kind of work a call is, for adding up. */
export function kindOf(call: KernelCall): string {
  const filter = shapeOf(call, 'filter');
  if (isDepthwise(call)) return 'depthwise convolution';
  if (filter !== undefined && /Conv2D/.test(call.kernel)) {
    return `convolution ${filter[0]}×${filter[1]}`;
  }
  return call.kernel.replace(/^_Fused/, 'Fused');
}

function sides(shape: readonly number[] | undefined): string {
  return (shape ?? []).join('×');
}

/** An attribute that may be one number or one for each side, as text when it is not 1. */
function notOne(label: string, value: unknown): string[] {
  const number = Array.isArray(value) ? (value as unknown[])[0] : value;
  return typeof number === 'number' && number !== 1 ? [`${label} ${number}`] : [];
}

/** A call in a few words: `convolution 3×3, 32 → 32 at 88×88, dilation 3`. */
export function describe(call: KernelCall): string {
  const { attributes } = call;
  const output = call.outputs[0]?.shape ?? [];
  const filter = shapeOf(call, 'filter');
  if (filter === undefined || output.length !== 4) {
    const inputs = call.inputs.map(({ shape }) => sides(shape));
    const shown = inputs.length > 3 ? [...inputs.slice(0, 2), `${inputs.length - 2} more`] : inputs;
    return `${kindOf(call)}, ${shown.join(', ')} → ${sides(output)}`;
  }
  const channels = isDepthwise(call) ? `${filter[2]}` : `${filter[2]} → ${filter[3]}`;
  const { activation } = attributes;
  const details = [
    ...notOne('stride', attributes['strides']),
    ...notOne('dilation', attributes['dilations']),
    // What follows most convolutions is not worth a word.
    ...(activation === 'relu' ? [] : [String(activation ?? 'linear')]),
  ];
  const place = `${channels} at ${output[1]}×${output[2]}`;
  return [kindOf(call), place, ...details].join(', ');
}
