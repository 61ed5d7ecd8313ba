import { fused, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';

/** `leakyRelu` has slope 0.01 below zero. */
export type Activation = 'linear' | 'relu' | 'leakyRelu';

const LEAKY_SLOPE = 0.01;

export interface Conv2dParameters {
  /** [kernel height, kernel width, inputs, outputs], batch norm folded in. */
  readonly weight: Tensor4D;
  /** [outputs] */
  readonly bias: Tensor1D;
}

export interface Conv2dOptions {
  /** Default 1. */
  readonly stride?: number;
  /** Default 1; only together with stride 1. */
  readonly dilation?: number;
  /** Pixels of zero on every side; default TensorFlow's SAME. */
  readonly padding?: number;
  /** Default `relu`. */
  readonly activation?: Activation;
}

/** A square convolution with bias. */
export function declareConv2d(
  inputs: number,
  outputs: number,
  kernel: number,
): Declared<Conv2dParameters> {
  return { weight: { shape: [kernel, kernel, inputs, outputs] }, bias: { shape: [outputs] } };
}

/**
 * activation(weight ∗ x + bias). Without `padding` TensorFlow's SAME: stride 1 keeps the size, stride 2 halves
 * an even size and pads an odd kernel more below and to the right, where PyTorch pads alike on all sides.
 *
 * @param x [B, h, w, inputs]
 * @returns [B, ⌈h / stride⌉, ⌈w / stride⌉, outputs]; with `padding`, ⌊(h + 2 · padding − kernel) / stride⌋ + 1
 */
export function conv2d(
  parameters: Conv2dParameters,
  x: Tensor4D,
  { stride = 1, dilation = 1, padding, activation = 'relu' }: Conv2dOptions = {},
): Tensor4D {
  const output = fused.conv2d({
    x,
    filter: parameters.weight,
    bias: parameters.bias,
    strides: stride,
    dilations: dilation,
    pad: padding ?? 'same',
    activation: activation === 'leakyRelu' ? 'leakyrelu' : activation,
    leakyreluAlpha: LEAKY_SLOPE,
  });
  return observed(parameters, output);
}
