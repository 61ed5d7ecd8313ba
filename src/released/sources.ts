import { type Tensor1D, tensor1d, tensor2d, tensor4d } from '@tensorflow/tfjs-core';
import type { Conv2dParameters } from '../nn/conv2d.ts';
import type { LinearParameters } from '../nn/linear.ts';
import { buildParameters } from '../nn/parameters.ts';

/** A tensor of the checkpoint as PyTorch stores it: convolutions OIHW, linear layers [outputs, inputs]. */
export interface CheckpointEntry {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Gives a tensor's values by its name. */
export type ReadValues = (name: string) => Float32Array;

/** Where the parameters P of one block come from. */
export interface Source<P> {
  readonly entries: readonly CheckpointEntry[];
  /** Puts the block's tensors on the active backend. */
  readonly build: (read: ReadValues) => P;
}

/** The tree P with sources for its blocks. */
export type Sources<P> = Source<P> | { readonly [Key in keyof P]: Sources<P[Key]> };

/** `torch.nn.BatchNorm2d`'s default. */
const EPSILON = 1e-5;

export interface ConvolutionShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly kernel: number;
}

/**
 * A convolution and, folded into it, the batch norm that follows.
 *
 * @param name the convolution's, without `.weight`
 * @param norm the batch norm's name
 */
export function normedConvolution(
  name: string,
  norm: string,
  shape: ConvolutionShape,
  { bias }: { readonly bias: boolean },
): Source<Conv2dParameters> {
  return {
    entries: [...convolutionEntries(name, shape, bias), ...normEntries(norm, shape.outputs)],
    build: (read) => {
      const { scale, shift } = readNorm(read, norm);
      const before = bias ? read(`${name}.bias`) : new Float32Array(shape.outputs);
      const folded = shift.map((value, output) => value + scale[output]! * before[output]!);
      return kernel(read(`${name}.weight`), folded, shape, (output) => scale[output]!);
    },
  };
}

/** A convolution with bias that no batch norm follows. */
export function plainConvolution(name: string, shape: ConvolutionShape): Source<Conv2dParameters> {
  return {
    entries: convolutionEntries(name, shape, true),
    build: (read) => kernel(read(`${name}.weight`), read(`${name}.bias`), shape, () => 1),
  };
}

/** Of a batch norm of known statistics that could not be folded into a convolution. */
export interface ChannelAffineParameters {
  /** [channels] */
  readonly scale: Tensor1D;
  /** [channels] */
  readonly shift: Tensor1D;
}

/** A batch norm that stands before an activation instead of after a convolution. */
export function loneNorm(name: string, channels: number): Source<ChannelAffineParameters> {
  return {
    entries: normEntries(name, channels),
    build: (read) => {
      const { scale, shift } = readNorm(read, name);
      return {
        scale: tensor1d(scale),
        shift: tensor1d(shift),
      };
    },
  };
}

/**
 * A linear layer on flattened planes. PyTorch flattens [channels, height, width]; our tensors flatten
 * [height, width, channels], so the columns are put into that order.
 */
export function linearOnPlanes(
  name: string,
  channels: number,
  area: number,
  outputs: number,
): Source<LinearParameters> {
  const inputs = channels * area;
  return {
    entries: [
      { name: `${name}.weight`, shape: [outputs, inputs] },
      { name: `${name}.bias`, shape: [outputs] },
    ],
    build: (read) => {
      const weight = read(`${name}.weight`);
      const turned = new Float32Array(weight.length);
      for (let channel = 0; channel < channels; channel++) {
        for (let pixel = 0; pixel < area; pixel++) {
          for (let output = 0; output < outputs; output++) {
            turned[(pixel * channels + channel) * outputs + output] =
              weight[output * inputs + channel * area + pixel]!;
          }
        }
      }
      return {
        weight: tensor2d(turned, [inputs, outputs]),
        bias: tensor1d(read(`${name}.bias`)),
      };
    },
  };
}

/** The five tensors of `torch.nn.BatchNorm2d`; the last one takes no part in inference. */
export function normEntries(name: string, channels: number): CheckpointEntry[] {
  return ['weight', 'bias', 'running_mean', 'running_var'].map((part) => ({
    name: `${name}.${part}`,
    shape: [channels],
  }));
}

function convolutionEntries(
  name: string,
  { inputs, outputs, kernel }: ConvolutionShape,
  bias: boolean,
): CheckpointEntry[] {
  const weight = { name: `${name}.weight`, shape: [outputs, inputs, kernel, kernel] };
  return bias ? [weight, { name: `${name}.bias`, shape: [outputs] }] : [weight];
}

/** weight · (x − mean) / sqrt(variance + ε) + bias as scale · x + shift. */
function readNorm(read: ReadValues, name: string): { scale: Float32Array; shift: Float32Array } {
  const [weight, bias, mean, variance] = ['weight', 'bias', 'running_mean', 'running_var'].map(
    (part) => read(`${name}.${part}`),
  ) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const scale = Float32Array.from(weight, (value, i) => value / Math.sqrt(variance[i]! + EPSILON));
  const shift = Float32Array.from(bias, (value, i) => value - mean[i]! * scale[i]!);
  return { scale, shift };
}

/** OIHW to HWIO, each output times its scale. */
function kernel(
  weight: Float32Array,
  bias: Float32Array,
  { inputs, outputs, kernel: side }: ConvolutionShape,
  scaleOf: (output: number) => number,
): Conv2dParameters {
  const area = side * side;
  const turned = new Float32Array(weight.length);
  let from = 0;
  for (let output = 0; output < outputs; output++) {
    const scale = scaleOf(output);
    for (let input = 0; input < inputs; input++) {
      for (let tap = 0; tap < area; tap++) {
        turned[(tap * inputs + input) * outputs + output] = weight[from++]! * scale;
      }
    }
  }
  return {
    weight: tensor4d(turned, [side, side, inputs, outputs]),
    bias: tensor1d(bias),
  };
}

function isSource(node: object): node is Source<unknown> {
  return 'build' in node;
}

/** The sources of a tree, in its order. */
export function listSources(tree: object): Source<unknown>[] {
  return isSource(tree)
    ? [tree]
    : Object.values(tree).flatMap((child) => listSources(child as object));
}

/** Builds every block of the tree; when one fails, those before it are freed. */
export function buildFrom<P>(tree: Sources<P>, read: ReadValues): P {
  const build = (node: object): unknown => {
    if (isSource(node)) return node.build(read);
    if (Array.isArray(node)) return node.map((child: object) => build(child));
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, build(child as object)]),
    );
  };
  return buildParameters(() => build(tree) as P);
}
