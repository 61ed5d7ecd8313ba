import { MARKED } from '../../image/marks.ts';
import type { ScalarMap } from '../../image/types.ts';
import { resizeArea } from '../../math/resize.ts';

/** How well a map explains a ground truth, at the map's own size. */
export interface LiveScore {
  /** Mean absolute error, in [0,1]; 0 is best. */
  readonly mae: number;
  /** Overlap of what both mark from one half on, in [0,1]; 1 is best, and 0 where neither marks anything. */
  readonly iou: number;
}

/** A ground truth at the size of the network's maps. */
export function fitTruth(truth: ScalarMap, height: number, width: number): ScalarMap {
  const data = resizeArea(truth.data, truth.height, truth.width, 1, height, width);
  return { height, width, data: Float32Array.from(data) };
}

/** @param truth of the map's size */
export function liveScore(map: ScalarMap, truth: ScalarMap): LiveScore {
  let error = 0;
  let both = 0;
  let either = 0;
  map.data.forEach((value, index) => {
    const right = truth.data[index]!;
    error += Math.abs(value - right);
    both += Number(value >= MARKED && right >= MARKED);
    either += Number(value >= MARKED || right >= MARKED);
  });
  return { mae: error / map.data.length, iou: either === 0 ? 0 : both / either };
}
