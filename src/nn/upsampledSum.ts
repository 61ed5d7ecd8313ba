import { addN, engine, type NamedTensorMap, relu, type Tensor4D } from '@tensorflow/tfjs-core';
import { offersKernel } from './offeredKernel.ts';
import { upsampleBilinear } from './upsampleBilinear.ts';

/** Name under which a backend may offer enlargement and sum as one kernel. */
export const UPSAMPLED_SUM = 'UpsampledSum';

/** A kernel reads all parts at once, and a device may have no more than eight arrays. */
const MOST_PARTS = 6;

/**
 * relu(Σ partᵢ), every part enlarged bilinearly (half-pixel centres) to the size of the first, by a whole factor.
 *
 * @param parts [B, h / factorᵢ, w / factorᵢ, C], the factor of the first is 1
 * @returns [B, h, w, C]
 */
export function upsampledSum(parts: readonly Tensor4D[]): Tensor4D {
  const [first, ...others] = parts as [Tensor4D, ...Tensor4D[]];
  const factors = others.map((part) => first.shape[1] / part.shape[1]);
  const isCovered =
    parts.length > 1 && parts.length <= MOST_PARTS && factors.every((factor) => factor >= 2);
  if (offersKernel(UPSAMPLED_SUM) && isCovered) {
    return engine().runKernel(
      UPSAMPLED_SUM,
      { ...parts } as unknown as NamedTensorMap,
      {},
    ) as Tensor4D;
  }
  const enlarged = others.map((part, index) => upsampleBilinear(part, factors[index]!));
  return relu(addN([first, ...enlarged]));
}
