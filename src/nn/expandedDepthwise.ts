import type { Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { depthwiseConv2d, type DepthwiseConv2dParameters } from './depthwiseConv2d.ts';
import { fusedOp } from './fusedOp.ts';

/** With more inputs than this, expanding shared rows twice costs as much as storing them. */
const MOST_INPUTS = 24;

/**
 * relu(depthwise ∗ relu(expand ∗ x)), the wide half of MobileNetV2's block.
 *
 * @param expand 1×1
 * @param depthwise a square kernel; only 3×3 is fused
 * @param x [B, h, w, inputs]
 * @returns [B, ⌈h / stride⌉, ⌈w / stride⌉, hidden]
 */
export const expandedDepthwise = fusedOp({
  name: 'ExpandedDepthwise',
  // At stride 1 the windows of neighbouring invocations overlap: a kernel would expand every pixel three times or
  // more.
  covers({ weight }, depthwise, __, stride) {
    const [, , inputs, hidden] = weight.shape;
    return (
      depthwise.weight.shape[0] === 3 &&
      stride === 2 &&
      inputs <= MOST_INPUTS &&
      inputs % 4 === 0 &&
      hidden % 12 === 0
    );
  },
  inputs: (expand, depthwise, x) => ({
    x,
    expandWeight: expand.weight,
    expandBias: expand.bias,
    filter: depthwise.weight,
    bias: depthwise.bias,
  }),
  attributes: (_, __, ___, stride) => ({ stride }),
  fallback(
    expand: Conv2dParameters,
    depthwise: DepthwiseConv2dParameters,
    x: Tensor4D,
    stride: number,
  ): Tensor4D {
    return depthwiseConv2d(depthwise, conv2d(expand, x), stride);
  },
});
