import { type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import {
  declareDepthwiseConv2d,
  depthwiseConv2d,
  type DepthwiseConv2dParameters,
} from './depthwiseConv2d.ts';
import { expandedDepthwise } from './expandedDepthwise.ts';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';
import { residualConv2d } from './residualConv2d.ts';

export interface InvertedResidualParameters {
  /** Absent for expansion 1. */
  readonly expand?: Conv2dParameters;
  readonly depthwise: DepthwiseConv2dParameters;
  readonly project: Conv2dParameters;
}

/** @param kernel side of the depthwise kernel, in pixels */
export function declareInvertedResidual(
  inputs: number,
  outputs: number,
  expansion: number,
  kernel: number,
): Declared<InvertedResidualParameters> {
  const hidden = inputs * expansion;
  return {
    ...(expansion > 1 ? { expand: declareConv2d(inputs, hidden, 1) } : {}),
    depthwise: declareDepthwiseConv2d(hidden, kernel),
    project: declareConv2d(hidden, outputs, 1),
  };
}

/**
 * MobileNetV2's block (Sandler et al., CVPR 2018): expand 1×1, depthwise, project 1×1 without
 * activation; plus the input where the shape stays the same.
 *
 * @param x [B, h, w, inputs]
 * @returns [B, h / stride, w / stride, outputs]
 */
export function invertedResidual(
  parameters: InvertedResidualParameters,
  x: Tensor4D,
  stride: number,
): Tensor4D {
  const { expand, depthwise, project } = parameters;
  // The tensors inside a block are the largest. Freed here, their memory serves the next block.
  return tidy(() => {
    const filtered =
      expand === undefined
        ? depthwiseConv2d(depthwise, x, stride)
        : expandedDepthwise(expand, depthwise, x, stride); // [B, h/stride, w/stride, hidden]
    const sameShape = stride === 1 && project.weight.shape[3] === x.shape[3];
    const output = sameShape
      ? residualConv2d(project, filtered, x)
      : conv2d(project, filtered, { activation: 'linear' });
    return observed(parameters, output);
  });
}
