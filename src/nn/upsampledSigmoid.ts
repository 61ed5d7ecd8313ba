import { sigmoid, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { fusedOp } from './fusedOp.ts';
import { upsampleBilinear } from './resizeBilinear.ts';

/**
 * σ of logits, enlarged bilinearly (half-pixel centres) by a whole factor.
 *
 * @param x [B, h, w, C]
 * @param factor at least 2
 * @returns [B, factor · h, factor · w, C] in [0,1]
 */
export const upsampledSigmoid = fusedOp({
  name: 'UpsampledSigmoid',
  inputs: (x) => ({ x }),
  attributes: (_, factor) => ({ factor }),
  fallback(x: Tensor4D, factor: number): Tensor4D {
    return tidy(() => sigmoid(upsampleBilinear(x, factor)));
  },
});
