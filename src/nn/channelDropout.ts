import { mul, tensor4d, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { normalQuantile, type SeededGaussian } from '../math/gaussian.ts';

/** Leaves out some channels of a tensor [B, h, w, C]. */
export type Drop = (x: Tensor4D) => Tensor4D;

/**
 * Dropout of whole channels as in training, kept on to draw samples (Tompson et al., CVPR 2015; Gal and Ghahramani, ICML 2016): each
 * channel is 0 with probability `rate`, and divided by 1 − rate otherwise.
 *
 * @param rate in [0,1)
 * @param random takes one number a channel, in the order of the calls
 */
export function channelDropout(rate: number, random: SeededGaussian): Drop {
  const threshold = rate === 0 ? -Infinity : normalQuantile(rate);
  return (x) =>
    tidy(() => {
      const kept = random.fill(x.shape[3]).map((value) => (value < threshold ? 0 : 1 / (1 - rate)));
      return mul<Tensor4D>(x, tensor4d(kept, [1, 1, 1, kept.length]));
    });
}
