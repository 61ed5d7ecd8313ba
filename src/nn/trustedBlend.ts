import {
  add,
  clipByValue,
  gather,
  mul,
  sigmoid,
  sub,
  tanh,
  type Tensor4D,
} from '@tensorflow/tfjs-core';
import { fusedOp } from './fusedOp.ts';
import { upsampleBilinear } from './resizeBilinear.ts';

export interface TrustedBlendInputs {
  /** How far the truth lies from `nearby`, and how much `reading` is to be trusted; [B, h / 2, w / 2, 2]. */
  readonly logits: Tensor4D;
  /** A first guess in [0,1], [B, h, w, 1]. */
  readonly nearby: Tensor4D;
  /** In [0,1], [B, h, w, 1]. */
  readonly reading: Tensor4D;
  /** 1 where there is a reading, else 0; [B, h, w, 1]. */
  readonly valid: Tensor4D;
}

/**
 * trust · reading + (1 − trust) · clip(nearby + tanh(distance), 0, 1) with trust = valid · σ(second logit), the
 * logits enlarged twofold (half-pixel centres).
 *
 * @returns [B, h, w, 1] in [0,1]
 */
export const trustedBlend = fusedOp({
  name: 'TrustedBlend',
  inputs: ({ logits, nearby, reading, valid }) => ({ logits, nearby, reading, valid }),
  fallback({ logits, nearby, reading, valid }: TrustedBlendInputs): Tensor4D {
    const [distance, trust] = [0, 1].map((channel) =>
      upsampleBilinear(gather(logits, [channel], 3), 2),
    ) as [Tensor4D, Tensor4D]; // [B, h, w, 1] each
    const estimate = clipByValue(add(nearby, tanh(distance)), 0, 1); // [B, h, w, 1]
    const trusted = mul<Tensor4D>(sigmoid(trust), valid); // [B, h, w, 1]
    return add(mul<Tensor4D>(trusted, reading), mul(sub(1, trusted), estimate));
  },
});
