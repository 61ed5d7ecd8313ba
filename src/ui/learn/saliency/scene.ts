import type { BinaryMask } from '../../../metrics/metricInput.ts';

export const HEIGHT = 54;
export const WIDTH = 72;

export const THINGS = ['ball', 'box', 'poster', 'mug'] as const;
export type ThingName = (typeof THINGS)[number];

type Colour = readonly [number, number, number];
type Inside = (x: number, y: number) => boolean;

/** Something in the picture that a person might mark. */
export interface Thing {
  readonly inside: Inside;
  readonly colour: Colour;
  /** 1 near, 0 far. */
  readonly nearness: number;
  /** Share of all people who mark it. */
  readonly share: number;
}

const ellipse =
  (x0: number, y0: number, rx: number, ry: number): Inside =>
  (x, y) =>
    ((x - x0) / rx) ** 2 + ((y - y0) / ry) ** 2 < 1;

const bar =
  (left: number, top: number, right: number, bottom: number): Inside =>
  (x, y) =>
    x >= left && x < right && y >= top && y < bottom;

const WALL: Colour = [172, 166, 154];
const FLOOR: Colour = [120, 104, 88];
const WALL_NEARNESS = 0.1;
const WALL_ENDS = 30;
/** So much nearer is the floor at the lower edge: less than what stands on it, so that depth alone shows the box. */
const FLOOR_RISES = 0.3;

/** The ball stands out in colour and depth, the box in depth alone, the poster in colour alone. */
export const SCENE: Readonly<Record<ThingName, Thing>> = {
  ball: { inside: ellipse(18, 36, 10, 10), colour: [205, 60, 44], nearness: 0.9, share: 0.85 },
  box: { inside: bar(33, 18, 47, 36), colour: WALL, nearness: 0.6, share: 0.3 },
  poster: {
    inside: bar(50, 5, 62, 18),
    colour: [44, 96, 170],
    nearness: WALL_NEARNESS,
    share: 0.45,
  },
  mug: { inside: bar(52, 34, 60, 44), colour: [236, 196, 60], nearness: 0.75, share: 0.6 },
};

/** A picture with colours in bytes and depth in [0,1], row by row. */
export interface Picture {
  readonly rgb: Uint8Array;
  readonly depth: Float32Array;
}

function thingAt(x: number, y: number): Thing | undefined {
  return THINGS.map((name) => SCENE[name]).find(({ inside }) => inside(x, y));
}

/** The photo of the scene, and its depth. */
export function drawScene(): Picture {
  const rgb = new Uint8Array(HEIGHT * WIDTH * 3);
  const depth = new Float32Array(HEIGHT * WIDTH);
  for (let pixel = 0; pixel < depth.length; pixel++) {
    const [x, y] = [pixel % WIDTH, Math.floor(pixel / WIDTH)];
    const thing = thingAt(x, y);
    const isWall = y < WALL_ENDS;
    rgb.set(thing?.colour ?? (isWall ? WALL : FLOOR), pixel * 3);
    const ground =
      WALL_NEARNESS + Math.max(0, (y - WALL_ENDS) / (HEIGHT - WALL_ENDS)) * FLOOR_RISES;
    depth[pixel] = thing?.nearness ?? ground;
  }
  return { rgb, depth };
}

/** The pixels of some things. */
export function maskOfThings(names: readonly ThingName[]): BinaryMask {
  const data = Uint8Array.from({ length: HEIGHT * WIDTH }, (_, pixel) =>
    Number(names.some((name) => SCENE[name].inside(pixel % WIDTH, Math.floor(pixel / WIDTH)))),
  );
  return { height: HEIGHT, width: WIDTH, data };
}

/** A pixel in the middle of each thing. */
export const MIDDLES: Readonly<Record<ThingName, number>> = {
  ball: 36 * WIDTH + 18,
  box: 27 * WIDTH + 40,
  poster: 11 * WIDTH + 56,
  mug: 39 * WIDTH + 56,
};
