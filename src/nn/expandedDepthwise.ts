import { engine, type NamedTensorMap, type Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from './conv2d.ts';
import { depthwiseConv2d, type DepthwiseConv2dParameters } from './depthwiseConv2d.ts';
import { isObserving } from './observer.ts';
import { offersKernel } from './offeredKernel.ts';

/** Name under which a backend may offer both convolutions as one kernel. */
export const EXPANDED_DEPTHWISE = 'ExpandedDepthwise';

/** Above so many inputs, expanding shared rows twice costs as much as storing them would. */
const MOST_INPUTS = 24;

/**
 * The shapes that such a kernel takes. Of stride 1 it would expand every pixel three times and more, since the
 * windows of its invocations overlap.
 */
function isCovered({ weight }: Conv2dParameters, stride: number): boolean {
  const [, , inputs, hidden] = weight.shape;
  return stride === 2 && inputs <= MOST_INPUTS && inputs % 4 === 0 && hidden % 12 === 0;
}

/**
 * relu(depthwise ∗ relu(expand ∗ x)), the wide half of MobileNetV2's block.
 *
 * @param expand 1×1
 * @param depthwise 3×3
 * @param x [B, h, w, inputs]
 * @returns [B, ⌈h / stride⌉, ⌈w / stride⌉, hidden]
 */
export function expandedDepthwise(
  expand: Conv2dParameters,
  depthwise: DepthwiseConv2dParameters,
  x: Tensor4D,
  stride: number,
): Tensor4D {
  // An observer wants to see what is between the convolutions, which the kernel never stores.
  if (offersKernel(EXPANDED_DEPTHWISE) && isCovered(expand, stride) && !isObserving()) {
    const inputs: NamedTensorMap = {
      x,
      expandWeight: expand.weight,
      expandBias: expand.bias,
      filter: depthwise.weight,
      bias: depthwise.bias,
    };
    return engine().runKernel(EXPANDED_DEPTHWISE, inputs, { stride }) as Tensor4D;
  }
  return depthwiseConv2d(depthwise, conv2d(expand, x), stride);
}
