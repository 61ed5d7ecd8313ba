import type { ScalarMap } from '../../../image/types.ts';
import { mean } from '../../../math/statistics.ts';
import { HEIGHT, type Picture, WIDTH } from './scene.ts';

/** Times its mean is what counts as high of a contrast. */
const DECIDED = 1.5;

export const FUSIONS = ['early', 'feature', 'result'] as const;
export type Fusion = (typeof FUSIONS)[number];

/** Pixels of one colour and depth. */
interface Group {
  readonly colour: readonly [number, number, number];
  readonly depth: number;
  readonly pixels: number[];
}

function groupsOf({ rgb, depth }: Picture): Group[] {
  const groups = new Map<string, Group>();
  depth.forEach((value, pixel) => {
    const [red, green, blue] = rgb.subarray(pixel * 3, pixel * 3 + 3);
    const key = [red, green, blue, value].join();
    let group = groups.get(key);
    if (group === undefined) {
      group = { colour: [red!, green!, blue!], depth: value, pixels: [] };
      groups.set(key, group);
    }
    group.pixels.push(pixel);
  });
  return [...groups.values()];
}

/** Global contrast: how far a pixel lies from all others on average, over the largest (Cheng et al., CVPR 2011). */
function contrast(
  groups: readonly Group[],
  distance: (first: Group, second: Group) => number,
): ScalarMap {
  const data = new Float32Array(HEIGHT * WIDTH);
  const sums = groups.map((group) =>
    groups.reduce((sum, other) => sum + other.pixels.length * distance(group, other), 0),
  );
  const most = Math.max(...sums);
  groups.forEach(({ pixels }, index) => {
    for (const pixel of pixels) data[pixel] = most > 0 ? sums[index]! / most : 0;
  });
  return { height: HEIGHT, width: WIDTH, data };
}

const WHITE = 255 * Math.sqrt(3);

/** Of the colours, in [0,1]. */
function colourDistance({ colour: a }: Group, { colour: b }: Group): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]) / WHITE;
}

function depthDistance(first: Group, second: Group): number {
  return Math.abs(first.depth - second.depth);
}

/** What each cue says by itself, before they are joined: contrasts, or where answers are joined, answers in black and white. */
export function cuesOf(picture: Picture, fusion: Fusion): { colour: ScalarMap; depth: ScalarMap } {
  const groups = groupsOf(picture);
  const [colour, depth] = [contrast(groups, colourDistance), contrast(groups, depthDistance)];
  return fusion === 'result'
    ? { colour: decided(colour), depth: decided(depth) }
    : { colour, depth };
}

/**
 * A map from colour and depth, each by its contrast, joined early, half-way or at the end.
 *
 * @param weight of depth beside colour, in [0,1]
 */
export function fuse(picture: Picture, fusion: Fusion, weight: number): ScalarMap {
  if (fusion === 'early') {
    return contrast(groupsOf(picture), (a, b) =>
      Math.hypot((1 - weight) * colourDistance(a, b), weight * depthDistance(a, b)),
    );
  }
  const { colour: byColour, depth: byDepth } = cuesOf(picture, fusion);
  const join = (colour: ScalarMap, near: ScalarMap, rule: (c: number, d: number) => number) => ({
    ...colour,
    data: colour.data.map((value, pixel) => rule(value, near.data[pixel]!)),
  });
  return fusion === 'feature'
    ? join(byColour, byDepth, (c, d) => c ** (1 - weight) * d ** weight)
    : join(byColour, byDepth, (c, d) => (1 - weight) * c + weight * d);
}

/** In black and white: a whole answer. */
function decided(map: ScalarMap): ScalarMap {
  const threshold = DECIDED * mean(map.data);
  return { ...map, data: map.data.map((value) => Number(value >= threshold)) };
}
