import { engine, type NamedAttrMap, type Tensor4D } from '@tensorflow/tfjs-core';
import type { Stretch } from '../math/stretchRange.ts';
import type { FusedOp } from './fusedOp.ts';

/** Only a kernel finds quantiles on the backend; where there is none, values are read and `stretchRange` does it. */
export const STRETCHED_RANGE: FusedOp<{ x: Tensor4D }, Stretch & NamedAttrMap> = {
  kernelName: 'StretchedRange',
};

/**
 * `stretchRange` of all values together, where they are.
 *
 * @param x values of at least 0, any shape
 * @throws Error on a backend without the kernel
 */
export function stretchedRange(x: Tensor4D, stretch: Stretch): Tensor4D {
  return engine().runKernel<Tensor4D>(STRETCHED_RANGE.kernelName, { x }, { ...stretch });
}
