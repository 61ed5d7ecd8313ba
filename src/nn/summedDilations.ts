import type { Tensor4D } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';
import { residualConv2d } from './residualConv2d.ts';

export interface SummedDilationsParameters {
  readonly branches: readonly Conv2dParameters[];
}

export function declareSummedDilations(
  inputs: number,
  outputs: number,
  branches: number,
): Declared<SummedDilationsParameters> {
  return { branches: Array.from({ length: branches }, () => declareConv2d(inputs, outputs, 3)) };
}

/**
 * Parallel 3×3 convolutions of several dilations, summed (UC-Net, DepthCorrectionNet). No activation.
 *
 * @param x [B, h, w, inputs]
 * @returns [B, h, w, outputs]
 */
export function summedDilations(
  parameters: SummedDilationsParameters,
  x: Tensor4D,
  rates: readonly number[],
): Tensor4D {
  const [first, ...others] = parameters.branches as [Conv2dParameters, ...Conv2dParameters[]];
  const [firstRate, ...otherRates] = rates as [number, ...number[]];
  const start = conv2d(first, x, { dilation: firstRate, activation: 'linear' });
  const sum = otherRates.reduce(
    (sum, dilation, branch) => residualConv2d(others[branch]!, x, sum, { dilation }),
    start,
  );
  return observed(parameters, sum);
}
