import { meanPairDistance } from './maskOverlap.ts';
import {
  assertFilled,
  type BinaryMask,
  type GreyImage,
  MetricInputError,
  toMask,
} from './metricInput.ts';

/** What several people answered about one image. */
export interface People {
  /** The different answers, one or more, all of one size. */
  readonly masks: readonly BinaryMask[];
  /** How many people gave each of them, above 0. */
  readonly counts: readonly number[];
  /** Mean of `1 - IoU` over the pairs of two people, in [0, 1]: how much they disagree. null for one person. */
  readonly distance: number | null;
}

/** How many of a number of people marked each pixel. */
export interface ShareMap {
  readonly height: number;
  readonly width: number;
  /** `height * width` whole numbers from 0 to `people`. */
  readonly data: Uint8Array | Uint16Array;
  /** How many people were asked, 1 or more. */
  readonly people: number;
}

/**
 * One person for each mask.
 *
 * @throws MetricInputError without masks, or when their sizes differ.
 */
export function peopleOf(masks: readonly BinaryMask[]): People {
  if (masks.length === 0) throw new MetricInputError('Give the answer of at least one person.');
  return { masks, counts: masks.map(() => 1), distance: meanPairDistance(masks) };
}

/**
 * Those who gave the ground truths of an image: one for each of several, or those whom a single one counts; null where that is
 * one person's.
 *
 * @throws MetricInputError when sizes differ
 */
export function peopleBehind(
  truths: readonly (GreyImage & { readonly counts: ShareMap | null })[],
): People | null {
  const [first, ...others] = truths;
  if (others.length > 0) return peopleOf(truths.map(toMask));
  return first?.counts ? levelSets(first.counts) : null;
}

/**
 * The people that a share map stands for. Who marked what is lost in it: person k of N is taken to have marked what at
 * least k people marked, so that each answer lies within the one before. Levels with the same answer come once, counted.
 *
 * @param name how messages call the map
 * @throws MetricInputError when the map is not filled, or says that more marked a pixel than there are people.
 */
export function levelSets(shares: ShareMap, name = 'The share map'): People {
  const { height, width, data, people } = shares;
  const areas = levelAreas(shares, name);
  const levels = areas.flatMap((area, k) => (k === 0 || area !== areas[k - 1] ? [k + 1] : []));
  return {
    masks: levels.map((level) => ({
      height,
      width,
      data: new Uint8Array(data.length).map((_, i) => Number(data[i]! >= level)),
    })),
    counts: levels.map((level, k) => (levels[k + 1] ?? people + 1) - level),
    distance: nestedDistance(areas),
  };
}

/** How many pixels at least 1, 2, … N people marked: N numbers that never rise. */
function levelAreas(shares: ShareMap, name: string): number[] {
  assertFilled(shares, 'share map');
  const { data, people } = shares;
  const areas = new Array<number>(people).fill(0);
  for (const marked of data) {
    if (marked > people) {
      throw new MetricInputError(
        `${name} says that ${marked} of ${people} people marked a pixel; give the number of people that it was made of.`,
      );
    }
    if (marked > 0) areas[marked - 1]!++;
  }
  for (let k = people - 1; k > 0; k--) areas[k - 1]! += areas[k]!;
  return areas;
}

/** Mean of `1 - IoU` over the pairs of nested masks, from their areas in falling order: the smaller is the overlap. */
function nestedDistance(areas: readonly number[]): number | null {
  if (areas.length < 2) return null;
  let sum = 0;
  for (const [j, area] of areas.entries()) {
    for (const larger of areas.slice(0, j)) if (larger > 0) sum += 1 - area / larger;
  }
  return sum / ((areas.length * (areas.length - 1)) / 2);
}

/** What more than half of the people marked, 1 inside and 0 outside. */
export function majorityOf(people: People): {
  readonly height: number;
  readonly width: number;
  readonly data: Float32Array;
} {
  const { height, width } = people.masks[0]!;
  return { height, width, data: shareOf(people).map((share) => Number(share > 0.5)) };
}

/** The share of the people who marked each pixel, `height * width` values in [0, 1]. */
export function shareOf({ masks, counts }: People): Float32Array {
  const marked = new Uint32Array(masks[0]!.data.length);
  masks.forEach(({ data }, k) => {
    const count = counts[k]!;
    for (let i = 0; i < marked.length; i++) marked[i]! += count * data[i]!;
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  return Float32Array.from(marked, (count) => count / all);
}
