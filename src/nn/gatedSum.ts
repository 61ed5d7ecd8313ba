import { add, mul, type Tensor4D } from '@tensorflow/tfjs-core';
import { fusedOp } from './fusedOp.ts';

/**
 * residual + gates · x.
 *
 * @param x [B, h, w, C]
 * @param gates of every channel, [B, 1, 1, C]
 * @param residual [B, h, w, C]
 * @returns [B, h, w, C]
 */
export const gatedSum = fusedOp({
  name: 'GatedSum',
  inputs: (x, gates, residual) => ({ x, gates, residual }),
  fallback(x: Tensor4D, gates: Tensor4D, residual: Tensor4D): Tensor4D {
    return add<Tensor4D>(residual, mul(x, gates));
  },
});
