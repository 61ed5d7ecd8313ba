import { type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { conv2d, type Conv2dParameters } from '../nn/conv2d.ts';
import { observed } from '../nn/observer.ts';
import { normedConvolution, type Sources } from './sources.ts';

/** Convolutions of 1×1, 3×3 and 3×3, each with its batch norm folded in. */
export type TripleConvParameters = readonly Conv2dParameters[];

/** @param name in the checkpoint: `sal_encoder.conv1` */
export function tripleConvSources(
  name: string,
  inputs: number,
  width: number,
): Sources<TripleConvParameters> {
  return [1, 3, 3].map((kernel, index) =>
    normedConvolution(
      `${name}.reduce.${index}.conv`,
      `${name}.reduce.${index}.bn`,
      { inputs: index === 0 ? inputs : width, outputs: width, kernel },
      { bias: false },
    ),
  );
}

/**
 * Brings a stage to the decoder's width. Quirk: no activation anywhere, so the three convolutions are one
 * linear map (borders apart).
 *
 * @param x [B, h, w, inputs]
 * @returns [B, h, w, width]
 */
export function tripleConv(parameters: TripleConvParameters, x: Tensor4D): Tensor4D {
  return tidy(() => {
    const output = parameters.reduce(
      (features, convolution) => conv2d(convolution, features, { activation: 'linear' }),
      x,
    );
    return observed(parameters, output);
  });
}
