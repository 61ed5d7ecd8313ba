import { fused, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';

export interface DepthwiseConv2dParameters {
  /** [kernel height, kernel width, channels, 1] */
  readonly weight: Tensor4D;
  /** [channels] */
  readonly bias: Tensor1D;
}

/** A square kernel for every channel, with bias. */
export function declareDepthwiseConv2d(
  channels: number,
  kernel: number,
): Declared<DepthwiseConv2dParameters> {
  return { weight: { shape: [kernel, kernel, channels, 1] }, bias: { shape: [channels] } };
}

/**
 * relu(weight ∗ x + bias), every channel by itself, with TensorFlow's SAME padding.
 *
 * @param x [B, h, w, C]
 * @returns [B, ⌈h / stride⌉, ⌈w / stride⌉, C]
 */
export function depthwiseConv2d(
  parameters: DepthwiseConv2dParameters,
  x: Tensor4D,
  stride: number,
): Tensor4D {
  const output = fused.depthwiseConv2d({
    x,
    filter: parameters.weight,
    bias: parameters.bias,
    strides: stride,
    pad: 'same',
    activation: 'relu',
  });
  return observed(parameters, output);
}
