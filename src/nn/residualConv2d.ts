import { add, engine, type NamedTensorMap, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { isObserving } from './observer.ts';
import { offersKernel } from './offeredKernel.ts';

/** Name under which a backend may offer a convolution that adds its residual itself. */
export const RESIDUAL_CONV_2D = 'ResidualConv2D';

export interface ResidualConv2dOptions {
  /** Default 1. */
  readonly dilation?: number;
  /** Of the sum; default `linear`. */
  readonly activation?: 'linear' | 'relu';
}

/**
 * activation(weight ∗ x + bias + residual), of stride 1 and TensorFlow's SAME padding, in one kernel where the
 * backend has one.
 *
 * @param x [B, h, w, inputs]
 * @param residual [B, h, w, outputs]
 * @returns [B, h, w, outputs]
 */
export function residualConv2d(
  parameters: Conv2dParameters,
  x: Tensor4D,
  residual: Tensor4D,
  { dilation = 1, activation = 'linear' }: ResidualConv2dOptions = {},
): Tensor4D {
  // An observer wants to see what the convolution gives by itself, which the kernel never stores.
  if (offersKernel(RESIDUAL_CONV_2D) && !isObserving()) {
    const inputs: NamedTensorMap = {
      x,
      filter: parameters.weight,
      bias: parameters.bias,
      residual,
    };
    const attributes = { strides: 1, pad: 'same', dilations: dilation, activation };
    return engine().runKernel(RESIDUAL_CONV_2D, inputs, attributes) as Tensor4D;
  }
  const output = conv2d(parameters, x, { dilation, activation: 'linear' });
  const sum = add<Tensor4D>(residual, output);
  return activation === 'relu' ? relu(sum) : sum;
}
