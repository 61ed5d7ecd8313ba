import { concat, type NamedTensorMap, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import type { Drop } from './channelDropout.ts';
import { conv2d, type Conv2dParameters, declareConv2d } from './conv2d.ts';
import { fusedOp } from './fusedOp.ts';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';

export interface DenseAsppParameters {
  readonly reduce: readonly Conv2dParameters[];
  readonly dilate: readonly Conv2dParameters[];
  readonly merge: Conv2dParameters;
}

/** @param growth channels that each of the `branches` adds */
export function declareDenseAspp(
  width: number,
  growth: number,
  branches: number,
): Declared<DenseAsppParameters> {
  const each = Array.from({ length: branches }, (_, index) => index);
  return {
    reduce: each.map((index) => declareConv2d(width + growth * index, width, 1)),
    dilate: each.map(() => declareConv2d(width, growth, 3)),
    merge: declareConv2d(width + growth * branches, width, 1),
  };
}

/** `weight0`, `bias0` … of all convolutions in the order in which they run. */
function kernelInputs({ reduce, dilate, merge }: DenseAsppParameters, x: Tensor4D): NamedTensorMap {
  const inOrder = [...reduce.flatMap((each, branch) => [each, dilate[branch]!]), merge];
  const named = inOrder.flatMap(({ weight, bias }, index) => [
    [`weight${index}`, weight],
    [`bias${index}`, bias],
  ]);
  return { x, ...(Object.fromEntries(named) as NamedTensorMap) };
}

/**
 * Densely connected dilated convolutions (Yang et al., CVPR 2018): every branch sees the input and all
 * earlier branches. Activations follow the convolutions, so that every batch norm could be folded.
 *
 * @param x [B, h, w, width]
 * @param rates the dilation of each branch
 * @returns [B, h, w, width]
 */
export const denseAspp = fusedOp({
  name: 'DenseAspp',
  // Four channels of any convolution lie together.
  covers: ({ dilate }) =>
    dilate.every(({ weight }) => weight.shape[2] % 4 === 0 && weight.shape[3] % 4 === 0),
  // All convolutions work on one tensor, which they fill branch by branch.
  inputs: kernelInputs,
  attributes: (_, __, rates) => ({ rates: [...rates] }),
  fallback(parameters: DenseAsppParameters, x: Tensor4D, rates: readonly number[]): Tensor4D {
    return denseAsppWithDropout(parameters, x, rates, (seen) => seen);
  },
});

/** As `denseAspp`, with `drop` on what each branch sees: where the network has its dropout. */
export function denseAsppWithDropout(
  parameters: DenseAsppParameters,
  x: Tensor4D,
  rates: readonly number[],
  drop: Drop,
): Tensor4D {
  return tidy(() => {
    let features = x; // [B, h, w, width + growth · branches so far]
    rates.forEach((dilation, branch) => {
      const reduced = conv2d(parameters.reduce[branch]!, features); // [B, h, w, width]
      const seen = conv2d(parameters.dilate[branch]!, reduced, { dilation }); // [B, h, w, growth]
      features = concat([features, drop(seen)], 3);
    });
    return observed(parameters, conv2d(parameters.merge, features));
  });
}
