import { add, mul, type Tensor1D, type Tensor4D } from '@tensorflow/tfjs-core';
import { observed } from '../nn/observer.ts';

export interface ChannelAffineParameters {
  /** [channels] */
  readonly scale: Tensor1D;
  /** [channels] */
  readonly shift: Tensor1D;
}

/**
 * scale · x + shift for every channel: a batch norm of known statistics that no convolution precedes, so that it
 * could not be folded into one.
 *
 * @param x [B, h, w, C]
 * @returns [B, h, w, C]
 */
export function channelAffine(parameters: ChannelAffineParameters, x: Tensor4D): Tensor4D {
  return observed(parameters, add<Tensor4D>(mul(x, parameters.scale), parameters.shift));
}
