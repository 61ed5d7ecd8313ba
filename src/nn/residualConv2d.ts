import { add, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { fusedOp } from './fusedOp.ts';

export interface ResidualConv2dOptions {
  /** Default 1. */
  readonly dilation?: number;
  /** Of the sum; default `linear`. */
  readonly activation?: 'linear' | 'relu';
}

/**
 * activation(weight ∗ x + bias + residual), of stride 1 and TensorFlow's SAME padding.
 *
 * @param x [B, h, w, inputs]
 * @param residual [B, h, w, outputs]
 * @returns [B, h, w, outputs]
 */
export const residualConv2d = fusedOp({
  name: 'ResidualConv2D',
  inputs: ({ weight, bias }, x, residual) => ({ x, filter: weight, bias, residual }),
  attributes: (_, __, ___, options) => ({
    strides: 1,
    pad: 'same' as const,
    dilations: options?.dilation ?? 1,
    activation: options?.activation ?? 'linear',
  }),
  fallback(
    parameters: Conv2dParameters,
    x: Tensor4D,
    residual: Tensor4D,
    { dilation = 1, activation = 'linear' }: ResidualConv2dOptions = {},
  ): Tensor4D {
    const output = conv2d(parameters, x, { dilation, activation: 'linear' });
    const sum = add<Tensor4D>(residual, output);
    return activation === 'relu' ? relu(sum) : sum;
  },
});
