import { add, concat, mul, type Tensor4D, tidy } from '@tensorflow/tfjs-core';

/** A photo and its depth on the network's backend. */
export interface Rgbd {
  /** [B, H, W, 3] in [-1,1] */
  readonly rgb: Tensor4D;
  /** [B, H, W, 1] in [0,1], 1 near */
  readonly depth: Tensor4D;
  /** [B, H, W, 1], 1 where there is a reading, else 0 */
  readonly valid: Tensor4D;
}

/** Maps [0,1] to [-1,1], the range of every input channel. */
export function toSigned(x: Tensor4D): Tensor4D {
  return add(mul(x, 2), -1);
}

/** Photo and depth with all their channels together, which several networks read. */
export interface StackedRgbd extends Rgbd {
  /** x of p(z | x): RGB, depth in [-1,1] with 0 where there is no reading, validity; [B, H, W, 5]. */
  readonly stack: Tensor4D;
}

export function stackRgbd({ rgb, depth, valid }: Rgbd): StackedRgbd {
  const stack = tidy(() => concat([rgb, mul<Tensor4D>(toSigned(depth), valid), valid], 3));
  return { rgb, depth, valid, stack };
}
