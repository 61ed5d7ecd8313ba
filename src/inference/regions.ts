import { MARKED } from '../image/marks.ts';
import type { ScalarMap } from '../image/types.ts';
import { connectedParts } from '../math/connectedParts.ts';
import { requireSamples } from './sampleSummary.ts';

/** A connected part of the picture that some answers mark and others do not, or that all mark. */
export interface Region {
  /** Share of the picture, in [0,1]. */
  readonly area: number;
  /** Its middle, as shares of the width and the height. */
  readonly x: number;
  readonly y: number;
  /** Which answers mark at least half of it, in their order. */
  readonly holders: readonly boolean[];
}

/** A part about which the answers differ. */
export interface ContestedRegion extends Region {
  /** Whether it lies along a part that all mark: it is more of that, not a thing of its own. */
  readonly adjoins: boolean;
}

/** Where the answers agree and where they differ, at the maps' size. */
export interface AnswerRegions {
  /** Share of the answers that mark the pixel, in [0,1]. */
  readonly share: ScalarMap;
  /** Parts that every answer marks, the largest first. */
  readonly agreed: readonly Region[];
  /** Parts about which they differ, the largest first; at most `MAX_REGIONS`. */
  readonly contested: readonly ContestedRegion[];
  /** Number of the pixel's contested region, from 1; 0 outside of them. */
  readonly labels: Uint8Array;
}

const MAX_REGIONS = 9;

/** What differs by less of the picture's width than twice this is a blurred edge, not a part. */
const EDGE = 0.009;
/** Smaller parts are not worth a word, as a share of the picture. */
const SMALLEST = 0.003;
/** Share of its border from which a part lies along another one; two things that only touch have less. */
const ALONG = 0.25;
/** Answers that a pixel's votes are told apart by. */
export const MAX_VOTERS = 32;

/**
 * Connected parts of the picture by who marks them. Edges, where answers differ by a few pixels, are taken off first
 * (an erosion by a square), and neighbours belong together when nearly the same answers mark them.
 *
 * @param maps 1 to 32 samples in [0,1], all of one size, else RangeError
 */
export function findRegions(maps: readonly ScalarMap[]): AnswerRegions {
  const { height, width } = requireSamples('findRegions', maps);
  if (maps.length > MAX_VOTERS) throw new RangeError(`findRegions takes up to ${MAX_VOTERS} maps.`);
  const size = height * width;
  const voters = new Uint32Array(size);
  maps.forEach(({ data }, index) => {
    for (let i = 0; i < size; i++) if (data[i]! >= MARKED) voters[i]! |= 1 << index;
  });
  const count = maps.length;
  const all = count === MAX_VOTERS ? 0xffffffff : 2 ** count - 1;
  const share = new Float32Array(size);
  const agreed = new Uint8Array(size);
  const contested = new Uint8Array(size);
  // One plain loop: the first picture waits for it, and `from` with a function takes twenty times as long.
  for (let i = 0; i < size; i++) {
    const voted = voters[i]!;
    share[i] = bitCount(voted) / count;
    agreed[i] = voted === all ? 1 : 0;
    contested[i] = voted !== 0 && voted !== all ? 1 : 0;
  }
  const grid = { height, width, voters, count };
  const common = label(grid, agreed);
  const parts = label(grid, contested);
  const along = shareAlong(grid, parts.labels, common.labels);
  return {
    share: { height, width, data: share },
    agreed: common.regions,
    contested: parts.regions.map((region, index) => ({
      ...region,
      adjoins: along[index + 1]! >= ALONG,
    })),
    labels: parts.labels,
  };
}

/** What one map marks of the parts of several answers, and beside them. */
export interface HeldRegions {
  /** Share of the picture that it marks, in [0,1]. */
  readonly area: number;
  /** Whether it marks at least half of each part, in the order of the parts. */
  readonly agreed: readonly boolean[];
  readonly contested: readonly boolean[];
  /** Parts that it marks and none of the answers does, the largest first. */
  readonly alone: readonly Region[];
}

/** @param map of the answers' size */
export function heldRegions(
  { data }: ScalarMap,
  { share, agreed, contested, labels }: AnswerRegions,
): HeldRegions {
  const { height, width } = share;
  const count = (agreed[0] ?? contested[0])?.holders.length ?? 0;
  const grid = { height, width, voters: new Uint32Array(data.length), count };
  const common = label(
    grid,
    Uint8Array.from(share.data, (value) => Number(value === 1)),
  );
  const alone = label(
    grid,
    Uint8Array.from(share.data, (value, i) => Number(value === 0 && data[i]! >= MARKED)),
  );
  return {
    area: data.reduce((sum, value) => sum + Number(value >= MARKED), 0) / data.length,
    agreed: halvesHeld(data, common.labels, agreed.length),
    contested: halvesHeld(data, labels, contested.length),
    alone: alone.regions,
  };
}

function halvesHeld(data: Float32Array, labels: Uint8Array, parts: number): boolean[] {
  const balance = new Int32Array(parts + 1);
  labels.forEach((label, i) => (balance[label]! += data[i]! >= MARKED ? 1 : -1));
  return Array.from(balance.subarray(1), (more) => more >= 0);
}

interface Grid {
  readonly height: number;
  readonly width: number;
  /** Bit c of a pixel: answer c marks it. */
  readonly voters: Uint32Array;
  readonly count: number;
}

function label(grid: Grid, mask: Uint8Array) {
  const { height, width } = grid;
  const reach = reachOf(grid);
  const parts = floodParts(grid, erode(mask, height, width, reach));
  const labels = new Int32Array(mask.length);
  parts.forEach((pixels, part) => pixels.forEach((pixel) => (labels[pixel] = part + 1)));
  grow(labels, mask, height, width, reach);
  const sizes = new Map<number, number[]>();
  for (let pixel = 0; pixel < labels.length; pixel++) {
    const part = labels[pixel]!;
    if (part === 0) continue;
    const pixels = sizes.get(part);
    if (pixels === undefined) sizes.set(part, [pixel]);
    else pixels.push(pixel);
  }
  const largest = [...sizes.values()]
    .filter((pixels) => pixels.length >= SMALLEST * mask.length)
    .sort((first, second) => second.length - first.length)
    .slice(0, MAX_REGIONS);
  const numbers = new Uint8Array(mask.length);
  largest.forEach((pixels, index) => pixels.forEach((pixel) => (numbers[pixel] = index + 1)));
  return { regions: largest.map((pixels) => describe(grid, pixels)), labels: numbers };
}

/** Pixels that an edge is taken to be blurred by. */
function reachOf({ width }: Pick<Grid, 'width'>): number {
  return Math.max(1, Math.round(EDGE * width));
}

/** Share of each part's border that lies an edge from any of the others or nearer, by the part's number. */
function shareAlong({ height, width }: Grid, parts: Uint8Array, others: Uint8Array): number[] {
  const free = new Uint8Array(others.length);
  for (let i = 0; i < others.length; i++) free[i] = others[i] === 0 ? 1 : 0;
  const away = erode(free, height, width, reachOf({ width }));
  const border = new Uint32Array(MAX_REGIONS + 1);
  const along = new Uint32Array(MAX_REGIONS + 1);
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i]!;
    if (part === 0) continue;
    const column = i % width;
    const isInner =
      (column === 0 || parts[i - 1] === part) &&
      (column === width - 1 || parts[i + 1] === part) &&
      (i < width || parts[i - width] === part) &&
      (i >= parts.length - width || parts[i + width] === part);
    if (isInner) continue;
    border[part]! += 1;
    if (away[i] === 0) along[part]! += 1;
  }
  return Array.from(border, (pixels, part) => along[part]! / Math.max(1, pixels));
}

/** 1 where the whole square of `reach` around the pixel is in the mask; outside the picture counts as in it. */
function erode(mask: Uint8Array, height: number, width: number, reach: number): Uint8Array {
  const across = slide(mask, height, width, width, 1, reach);
  return slide(across, width, height, 1, width, reach);
}

/** The minimum over a window along one direction. */
function slide(
  mask: Uint8Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  reach: number,
): Uint8Array {
  const out = new Uint8Array(mask.length);
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    let marked = 0;
    for (let i = 0; i < length + reach; i++) {
      if (i < length) marked += mask[start + i * step]!;
      const middle = i - reach;
      if (middle < 0) continue;
      if (middle > reach) marked -= mask[start + (middle - reach - 1) * step]!;
      const inside = Math.min(middle + reach, length - 1) - Math.max(middle - reach, 0) + 1;
      out[start + middle * step] = marked === inside ? 1 : 0;
    }
  }
  return out;
}

/** Connected pixels of the mask whose voters hardly differ from neighbour to neighbour. */
function floodParts({ height, width, voters, count }: Grid, mask: Uint8Array): Int32Array[] {
  const tolerance = Math.floor(count / 5);
  const isAlike = (a: number, b: number) => bitCount(voters[a]! ^ voters[b]!) <= tolerance;
  return connectedParts(height, width, false, (pixel) => mask[pixel] === 1, isAlike);
}

/** Gives the parts back what the erosion took off them. */
function grow(
  labels: Int32Array,
  mask: Uint8Array,
  height: number,
  width: number,
  steps: number,
): void {
  let border: number[] = [];
  for (let pixel = 0; pixel < labels.length; pixel++) if (labels[pixel] !== 0) border.push(pixel);
  // The square reaches farther along its diagonal than along a side.
  for (let step = 0; step < 2 * steps; step++) {
    const next: number[] = [];
    const reach = (to: number, label: number) => {
      if (mask[to] === 0 || labels[to] !== 0) return;
      labels[to] = label;
      next.push(to);
    };
    for (const pixel of border) {
      const column = pixel % width;
      const label = labels[pixel]!;
      if (column > 0) reach(pixel - 1, label);
      if (column < width - 1) reach(pixel + 1, label);
      if (pixel >= width) reach(pixel - width, label);
      if (pixel < (height - 1) * width) reach(pixel + width, label);
    }
    border = next;
  }
}

function describe({ height, width, voters, count }: Grid, pixels: readonly number[]): Region {
  const marked = new Array<number>(count).fill(0);
  let x = 0;
  let y = 0;
  for (const pixel of pixels) {
    x += (pixel % width) + 0.5;
    y += Math.floor(pixel / width) + 0.5;
    for (let answer = 0; answer < count; answer++)
      marked[answer]! += (voters[pixel]! >>> answer) & 1;
  }
  return {
    area: pixels.length / (height * width),
    x: x / pixels.length / width,
    y: y / pixels.length / height,
    holders: marked.map((held) => 2 * held >= pixels.length),
  };
}

function bitCount(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
