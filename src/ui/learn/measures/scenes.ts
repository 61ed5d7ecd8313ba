import type { BinaryMask } from '../../../metrics/metricInput.ts';

/** Of the maps that are drawn on. */
export const HEIGHT = 96;
export const WIDTH = 128;

/** Values are quarters, so that a map fits into a link. */
export const LEVELS = 4;

export const SCENES = ['ball', 'two', 'thin'] as const;
export type Scene = (typeof SCENES)[number];

export const STARTS = ['exact', 'shifted', 'larger', 'soft', 'half', 'empty', 'ground'] as const;
export type Start = (typeof STARTS)[number];

type Inside = (x: number, y: number) => boolean;

const ellipse =
  (centreX: number, centreY: number, radiusX: number, radiusY: number): Inside =>
  (x, y) =>
    ((x - centreX) / radiusX) ** 2 + ((y - centreY) / radiusY) ** 2 <= 1;

const bar =
  (left: number, top: number, right: number, bottom: number): Inside =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom;

const SHAPES: Readonly<Record<Scene, readonly Inside[]>> = {
  ball: [ellipse(70, 50, 26, 28)],
  two: [ellipse(40, 52, 20, 24), ellipse(98, 34, 11, 11)],
  // A figure with thin limbs: a small area with a long contour.
  thin: [
    ellipse(64, 18, 7, 8),
    bar(62, 24, 66, 62),
    bar(40, 36, 88, 39),
    bar(52, 62, 55, 90),
    bar(73, 62, 76, 90),
    bar(52, 60, 76, 63),
  ],
};

/** The ground truth of a scene. */
export function truthOf(scene: Scene): BinaryMask {
  return maskOf((x, y) => SHAPES[scene].some((inside) => inside(x, y)));
}

/** A map to begin with, in quarters from 0 to 4. */
export function startOf(scene: Scene, start: Start): Uint8Array {
  const truth = (x: number, y: number) => SHAPES[scene].some((inside) => inside(x, y));
  /** The truth, seen by somebody who may be wrong by `radius` pixels. */
  const around = (x: number, y: number, radius: number) => {
    for (let step = 0; step < 16; step++) {
      const angle = (step * Math.PI) / 8;
      if (truth(x + radius * Math.cos(angle), y + radius * Math.sin(angle))) return true;
    }
    return truth(x, y);
  };
  const value = (x: number, y: number): number => {
    switch (start) {
      case 'exact':
        return truth(x, y) ? LEVELS : 0;
      case 'shifted':
        return truth(x - 8, y - 4) ? LEVELS : 0;
      case 'larger':
        return around(x, y, 3) || around(x, y, 6) ? LEVELS : 0;
      case 'soft':
        return truth(x, y) ? 3 : around(x, y, 4) ? 2 : around(x, y, 9) ? 1 : 0;
      case 'half':
        return truth(x, y) && x < WIDTH / 2 ? LEVELS : 0;
      case 'empty':
        return 0;
      case 'ground':
        return truth(x, y) ? 2 : 1;
    }
  };
  return fill(value);
}

function maskOf(inside: Inside): BinaryMask {
  return { height: HEIGHT, width: WIDTH, data: fill((x, y) => (inside(x, y) ? 1 : 0)) };
}

function fill(value: (x: number, y: number) => number): Uint8Array {
  return Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    value(i % WIDTH, Math.floor(i / WIDTH)),
  );
}

/** Sets a disc of a map to one value; the map is a new one. */
export function paintDisc(
  map: Uint8Array,
  [x, y]: readonly [number, number],
  radius: number,
  value: number,
): Uint8Array {
  const painted = map.slice();
  const inside = ellipse(x, y, radius, radius);
  for (let row = Math.max(0, Math.floor(y - radius)); row <= y + radius && row < HEIGHT; row++) {
    for (let column = Math.max(0, Math.floor(x - radius)); column < WIDTH; column++) {
      if (column > x + radius) break;
      if (inside(column, row)) painted[row * WIDTH + column] = value;
    }
  }
  return painted;
}
