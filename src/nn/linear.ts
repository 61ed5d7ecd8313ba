import { add, matMul, type Tensor1D, type Tensor2D } from '@tensorflow/tfjs-core';
import { observed } from './observer.ts';
import type { Declared } from './parameters.ts';

export interface LinearParameters {
  /** [inputs, outputs] */
  readonly weight: Tensor2D;
  /** [outputs] */
  readonly bias: Tensor1D;
}

export function declareLinear(inputs: number, outputs: number): Declared<LinearParameters> {
  return { weight: { shape: [inputs, outputs] }, bias: { shape: [outputs] } };
}

/** x · weight + bias, from [B, inputs] to [B, outputs]. */
export function linear(parameters: LinearParameters, x: Tensor2D): Tensor2D {
  return observed(parameters, add<Tensor2D>(matMul(x, parameters.weight), parameters.bias));
}
