import { concat, engine, type NamedTensorMap, type Tensor4D } from '@tensorflow/tfjs-core';
import { offersKernel } from './offeredKernel.ts';
import { upsampleBilinear } from './upsampleBilinear.ts';

/** Name under which a backend may offer enlargement and concatenation as one kernel. */
export const UPSAMPLED_CONCAT = 'UpsampledConcat';

/** A kernel reads all parts at once, and a device may have no more than eight arrays. */
const MOST_PARTS = 6;

/**
 * The parts one behind the other along the channels, every part enlarged bilinearly (half-pixel centres) to the
 * size of the largest, by a whole factor.
 *
 * @param parts [B, h / factorᵢ, w / factorᵢ, Cᵢ]
 * @returns [B, h, w, Σ Cᵢ]
 */
export function upsampledConcat(parts: readonly Tensor4D[]): Tensor4D {
  const height = Math.max(...parts.map(({ shape }) => shape[1]));
  const width = Math.max(...parts.map(({ shape }) => shape[2]));
  if (offersKernel(UPSAMPLED_CONCAT) && parts.length <= MOST_PARTS) {
    const inputs = { ...parts } as unknown as NamedTensorMap;
    return engine().runKernel(UPSAMPLED_CONCAT, inputs, { height, width }) as Tensor4D;
  }
  const enlarged = parts.map((part) => upsampleBilinear(part, height / part.shape[1]));
  return concat(enlarged, 3);
}
