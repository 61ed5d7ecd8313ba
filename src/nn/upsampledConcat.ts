import { concat, type NamedTensorMap, type Tensor4D } from '@tensorflow/tfjs-core';
import { fusedOp, MOST_PARTS } from './fusedOp.ts';
import { upsampleBilinear } from './resizeBilinear.ts';

/** The size of the largest part. */
function sizeOf(parts: readonly Tensor4D[]): { height: number; width: number } {
  return {
    height: Math.max(...parts.map(({ shape }) => shape[1])),
    width: Math.max(...parts.map(({ shape }) => shape[2])),
  };
}

/**
 * The parts one behind the other along the channels, every part enlarged bilinearly (half-pixel centres) to the
 * size of the largest, by a whole factor.
 *
 * @param parts [B, h / factorᵢ, w / factorᵢ, Cᵢ]
 * @returns [B, h, w, Σ Cᵢ]
 */
export const upsampledConcat = fusedOp({
  name: 'UpsampledConcat',
  covers: (parts) => parts.length <= MOST_PARTS,
  inputs: (parts) => ({ ...parts }) as unknown as NamedTensorMap,
  attributes: sizeOf,
  fallback(parts: readonly Tensor4D[]): Tensor4D {
    const { height } = sizeOf(parts);
    const enlarged = parts.map((part) => upsampleBilinear(part, height / part.shape[1]));
    return concat(enlarged, 3);
  },
});
