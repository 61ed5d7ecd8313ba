import { add, avgPool, div, gather, mul, type Tensor4D, tidy } from '@tensorflow/tfjs-core';
import { fusedOp } from './fusedOp.ts';
import { resizeBilinear } from './resizeBilinear.ts';

/** Side of the window, in cells. */
export const WINDOW = 5;

/** With a smaller share of readings than this, a window's mean blends into the coarser one. */
export const FEWEST_READINGS = 1e-3;

/**
 * Mean of the readings in the 5×5 cells about each, of those inside the picture:
 * (mean sum + ε · coarser) / (mean share + ε), so that the coarser mean fills what no reading reaches.
 *
 * @param cells the sum of each cell's readings over its pixels, and the share of its pixels with one, both divided by
 *   the number of pixels; [B, h, w, 2]
 * @param coarser means to fill with, of any smaller size, enlarged bilinearly (half-pixel centres); [B, ·, ·, 1]
 * @returns [B, h, w, 1]
 */
export const windowMean = fusedOp({
  name: 'WindowMean',
  inputs: (cells, coarser) => ({ cells, coarser }),
  fallback(cells: Tensor4D, coarser: Tensor4D): Tensor4D {
    return tidy(() => {
      const [, height, width] = cells.shape;
      const around = avgPool(cells, WINDOW, 1, 'same'); // [B, h, w, 2]
      const [sum, share] = [0, 1].map((channel) => gather(around, [channel], 3)) as [
        Tensor4D, // [B, h, w, 1]
        Tensor4D,
      ];
      const filling = resizeBilinear(coarser, [height, width]); // [B, h, w, 1]
      return div<Tensor4D>(add(sum, mul(filling, FEWEST_READINGS)), add(share, FEWEST_READINGS));
    });
  },
});
