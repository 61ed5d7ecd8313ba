import { add, engine, mul, type NamedTensorMap, type Tensor4D } from '@tensorflow/tfjs-core';
import { offersKernel } from './offeredKernel.ts';

/** Name under which a backend may offer product and sum as one kernel. */
export const GATED_SUM = 'GatedSum';

/**
 * residual + gates · x, in one kernel where the backend has one.
 *
 * @param x [B, h, w, C]
 * @param gates of every channel, [B, 1, 1, C]
 * @param residual [B, h, w, C]
 * @returns [B, h, w, C]
 */
export function gatedSum(x: Tensor4D, gates: Tensor4D, residual: Tensor4D): Tensor4D {
  if (offersKernel(GATED_SUM)) {
    const inputs: NamedTensorMap = { x, gates, residual };
    return engine().runKernel(GATED_SUM, inputs, {}) as Tensor4D;
  }
  return add<Tensor4D>(residual, mul(x, gates));
}
