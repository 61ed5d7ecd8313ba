import { isOneSize } from '../../image/fitDepth.ts';
import { MARKED } from '../../image/marks.ts';
import type { ScalarMap } from '../../image/types.ts';
import type { AnswerRegions } from '../../inference/regions.ts';

/** What was measured of a contested place. Nothing of it is a guess; what could not be measured is null. */
export interface Reasons {
  /** The slider that changes the place most, from 0, and how surely its pixels are marked at the two ends: their mean, in [0,1]. */
  readonly slider: { readonly axis: number; readonly low: number; readonly high: number } | null;
  /** How many of the answers mark it with the depth, and without. */
  readonly depth: { readonly with: number; readonly without: number } | null;
  /** Where it lies, beside what all answers mark. */
  readonly distance: 'nearer' | 'alike' | 'farther' | null;
  /** The picture's edge cuts it. */
  readonly cut: boolean;
}

/** Maps at both ends of a slider, the others in the middle. */
export interface Ends {
  readonly low: ScalarMap;
  readonly high: ScalarMap;
}

interface Measured {
  readonly regions: Pick<AnswerRegions, 'labels' | 'share' | 'contested'>;
  /** The contested place, from 0. */
  readonly part: number;
  /** Of each latent. */
  readonly ends: readonly Ends[];
  /** The answers without depth; null where there is no depth to leave out. */
  readonly withoutDepth: readonly ScalarMap[] | null;
  /** In [0,1], 1 is near; null where none was measured. */
  readonly depth: ScalarMap | null;
}

/** A difference of depth that counts, of the whole range. */
const APART = 0.08;
/** A place is cut where it has this much of its size, the root of its area, along the picture's sides. */
const ALONG_THE_EDGE = 0.3;

/** @throws RangeError where the part is none of the regions */
export function measureReasons({ regions, part, ends, withoutDepth, depth }: Measured): Reasons {
  const { labels, share, contested } = regions;
  const region = contested[part];
  if (region === undefined) throw new RangeError('There is no such place.');
  const pixels = indicesWhere(labels, (label) => label === part + 1);
  const sliders = ends.map(({ low, high }, axis) => ({
    axis,
    low: meanOver(low, pixels),
    high: meanOver(high, pixels),
  }));
  const agreed = indicesWhere(share.data, (value) => value === 1);
  return {
    slider: sliders.reduce<Reasons['slider']>(
      (most, each) => (most !== null && swing(most) >= swing(each) ? most : each),
      null,
    ),
    depth: withoutDepth && {
      with: region.holders.filter(Boolean).length,
      without: withoutDepth.filter((map) => marks(map, pixels)).length,
    },
    distance:
      depth === null || agreed.length === 0 || !isOneSize(depth, share)
        ? null
        : compare(meanOver(depth, pixels) - meanOver(depth, agreed)),
    cut: alongTheEdge(pixels, share) >= ALONG_THE_EDGE * Math.sqrt(pixels.length),
  };
}

/** How far a slider changes the place, in [0,1]. */
export function swing({ low, high }: NonNullable<Reasons['slider']>): number {
  return Math.abs(high - low);
}

function compare(difference: number): NonNullable<Reasons['distance']> {
  if (Math.abs(difference) < APART) return 'alike';
  return difference > 0 ? 'nearer' : 'farther';
}

function indicesWhere(
  values: Uint8Array | Float32Array,
  is: (value: number) => boolean,
): readonly number[] {
  const found: number[] = [];
  values.forEach((value, index) => is(value) && found.push(index));
  return found;
}

function meanOver({ data }: ScalarMap, pixels: readonly number[]): number {
  return pixels.reduce((sum, pixel) => sum + data[pixel]!, 0) / pixels.length;
}

/** As `findRegions` counts: at least half of it. */
function marks({ data }: ScalarMap, pixels: readonly number[]): boolean {
  return 2 * pixels.filter((pixel) => data[pixel]! >= MARKED).length >= pixels.length;
}

/** Pixels of a place in the first or last row or column. */
function alongTheEdge(pixels: readonly number[], { height, width }: ScalarMap): number {
  return pixels.filter((pixel) => {
    const column = pixel % width;
    const row = (pixel - column) / width;
    return column === 0 || row === 0 || column === width - 1 || row === height - 1;
  }).length;
}
