import { addN, type NamedTensorMap, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import { fusedOp, MOST_PARTS } from './fusedOp.ts';
import { upsampleBilinear } from './resizeBilinear.ts';

/**
 * relu(Σ partᵢ), every part enlarged bilinearly (half-pixel centres) to the size of the first, by a whole factor.
 *
 * @param parts [B, h / factorᵢ, w / factorᵢ, C], the factor of the first is 1
 * @returns [B, h, w, C]
 */
export const upsampledSum = fusedOp({
  name: 'UpsampledSum',
  covers: ([first, ...others]) =>
    others.length > 0 &&
    others.length < MOST_PARTS &&
    others.every((part) => first!.shape[1] / part.shape[1] >= 2),
  inputs: (parts) => ({ ...parts }) as unknown as NamedTensorMap,
  fallback(parts: readonly Tensor4D[]): Tensor4D {
    const [first, ...others] = parts as [Tensor4D, ...Tensor4D[]];
    const enlarged = others.map((part) => upsampleBilinear(part, first.shape[1] / part.shape[1]));
    return relu(addN([first, ...enlarged]));
  },
});
