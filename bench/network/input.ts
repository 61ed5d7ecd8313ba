import type { DepthMap, RgbImage } from '../../src/image/types.ts';

/** Side of the benchmark's photo: the network's own, so that no resizing is measured. */
export const SIDE = 352;

/** A smooth picture that needs no file. */
export function benchPhoto(): RgbImage {
  const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, index) =>
    Math.round(128 + 100 * Math.sin(index / 997)),
  );
  return { height: SIDE, width: SIDE, data };
}

/** Nearer to the right, with a reading everywhere. */
export function benchDepth(): DepthMap {
  const data = Float32Array.from({ length: SIDE * SIDE }, (_, index) => (index % SIDE) / SIDE);
  return { height: SIDE, width: SIDE, data, valid: new Uint8Array(SIDE * SIDE).fill(1) };
}
