import { connectedParts, eachNeighbour } from '../math/connectedParts.ts';
import type { ImageSize, ScalarMap } from './types.ts';

/** A connected part of what any of the answers holds. */
export interface CutOutPart {
  /** Share of the answers that hold most of it, in [0,1]. */
  readonly share: number;
  /** Share of the picture that it covers, in (0,1]. */
  readonly area: number;
  /** Where it lies, as shares of the picture's sides. */
  readonly box: {
    readonly top: number;
    readonly left: number;
    readonly bottom: number;
    readonly right: number;
  };
  /** Whether most of it is in the map that was chosen. */
  readonly inMap: boolean;
  /** The place, from 1, that it is, where places were given and it is one; else null. */
  readonly place: number | null;
  /** The pixel, row by row, by which it is known again where another threshold makes other parts. */
  readonly pixel: number;
}

/** The parts of a picture, the largest first; before those that are places, which go by their numbers. */
export interface CutOutParts extends ImageSize {
  readonly list: readonly CutOutPart[];
  /** For each pixel the number of the part that it belongs to or lies nearest to, from 0. */
  readonly labels: Int32Array;
}

/** A value from which an answer holds a pixel. */
const HELD = 0.5;
/** Smaller parts are specks, as a share of the picture. */
const SMALLEST = 0.0008;
/** What is left around a place and smaller than this is its edge, as a share of the picture. */
const EDGE = 0.003;
/** What touches a place and is smaller than this share of it is of one thing with it. */
const SCRAP = 0.5;
/** More parts than that nobody could choose from. */
const MOST = 24;

/**
 * Connected parts (8 neighbours) of the union of the answers: what there is to keep or to drop.
 *
 * @param answers in [0,1], all of one size; each holds what is at least one half
 * @param map the one to be cut out, of the answers' size
 * @param threshold the value from which the map holds a pixel, in [0,1]
 * @param places for each pixel the number of the place that it belongs to, from 1, or 0: places are parts of their own
 */
export function findCutOutParts(
  answers: readonly ScalarMap[],
  map: ScalarMap,
  threshold = 0.5,
  places?: Uint8Array,
): CutOutParts {
  const { height, width } = map;
  const labels = new Int32Array(height * width).fill(-1);
  /** The threshold up to which a pixel belongs to a part: what an answer holds always does. */
  const strength = (i: number) =>
    answers.some(({ data }) => data[i]! >= HELD) ? Infinity : map.data[i]!;
  const united = (i: number) => strength(i) >= threshold;
  // The first of a part's strongest pixels: the part has it at every threshold, and of parts that join one goes on.
  const isBefore = (a: number, b: number) =>
    strength(a) > strength(b) || (strength(a) === strength(b) && a < b);
  const placeAt = (i: number) => places?.[i] ?? 0;
  const parts: Part[] = [];
  const isOnePlace = (a: number, b: number) => placeAt(a) === placeAt(b);
  for (const pixels of connectedParts(height, width, true, united, isOnePlace)) {
    const place = placeAt(pixels[0]!) || null;
    const own = place === null ? undefined : parts.find((each) => each.place === place);
    if (own === undefined) parts.push({ pixels: [...pixels], place });
    else take(own, pixels);
  }
  const kept = withEdges(parts, placeAt, map)
    .filter(({ pixels }) => pixels.length >= SMALLEST * height * width)
    .sort((a, b) => (a.place ?? 0) - (b.place ?? 0) || b.pixels.length - a.pixels.length)
    .slice(0, MOST);
  kept.forEach(({ pixels }, label) => pixels.forEach((i) => (labels[i] = label)));
  spread(
    labels,
    kept.flatMap(({ pixels }) => pixels),
    map,
  );
  const list = kept.map((part) => {
    // Who holds a place is told elsewhere on the page too, of the place alone.
    const own = part.pixels.filter((i) => placeAt(i) === (part.place ?? 0));
    const pixel = own.reduce((first, i) => (isBefore(i, first) ? i : first));
    return { ...describe(part, map, threshold), share: shareHolding(own, answers), pixel };
  });
  return { height, width, labels, list };
}

interface Part {
  readonly pixels: number[];
  readonly place: number | null;
}

/** One by one: as arguments of one `push` half a place may be too many for the stack. */
function take({ pixels }: Part, more: Iterable<number>): void {
  for (const pixel of more) pixels.push(pixel);
}

/** Gives places the slivers around them that belong to nothing else, and scraps of the thing that they are most of. */
function withEdges(
  parts: readonly Part[],
  placeAt: (i: number) => number,
  size: ImageSize,
): readonly Part[] {
  const { height, width } = size;
  const areas = new Map(parts.map(({ place, pixels }) => [place, pixels.length]));
  return parts.filter((part) => {
    if (part.place !== null) return true;
    const beside = new Set<number>();
    for (const pixel of part.pixels) {
      eachNeighbour(pixel, height, width, true, (to) => beside.add(placeAt(to)));
    }
    beside.delete(0);
    const [largest] = [...beside].sort((a, b) => areas.get(b)! - areas.get(a)!);
    if (largest === undefined) return true;
    const isOfIt =
      part.pixels.length < Math.max(EDGE * height * width, SCRAP * areas.get(largest)!);
    if (!isOfIt) return true;
    const home = parts.find(({ place }) => place === largest)!;
    take(home, part.pixels);
    return false;
  });
}

/** Gives every pixel the label of the nearest part, step by step from all of them. */
function spread(labels: Int32Array, front: number[], size: ImageSize): void {
  for (let next = 0; next < front.length; next++) {
    const from = front[next]!;
    eachNeighbour(from, size.height, size.width, true, (to) => {
      if (labels[to] !== -1) return;
      labels[to] = labels[from]!;
      front.push(to);
    });
  }
}

function holdsMost({ data }: ScalarMap, pixels: readonly number[], least: number): boolean {
  return pixels.filter((i) => data[i]! >= least).length * 2 >= pixels.length;
}

function shareHolding(pixels: readonly number[], answers: readonly ScalarMap[]): number {
  const holders = answers.filter((answer) => holdsMost(answer, pixels, HELD));
  return holders.length / Math.max(answers.length, 1);
}

function describe(
  { pixels: part, place }: Part,
  map: ScalarMap,
  threshold: number,
): Omit<CutOutPart, 'share' | 'pixel'> {
  const { height, width } = map;
  const rows = part.map((i) => Math.floor(i / width));
  const columns = part.map((i) => i % width);
  const lowest = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b));
  const highest = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b));
  return {
    area: part.length / (height * width),
    box: {
      top: lowest(rows) / height,
      left: lowest(columns) / width,
      bottom: (highest(rows) + 1) / height,
      right: (highest(columns) + 1) / width,
    },
    inMap: holdsMost(map, part, threshold),
    place,
  };
}

/** What somebody chose to keep or to drop, by the parts' pixels. */
export type PartChoices = Readonly<Record<number, boolean>>;

/** For each part of a list whether it is kept: as was chosen, and else where the map holds it. */
export function keptOf(list: readonly CutOutPart[], choices: PartChoices = {}): boolean[] {
  return list.map(({ pixel, inMap }) => choices[pixel] ?? inMap);
}

/**
 * The map with parts left out or taken in. A part taken in that the map leaves out is as the answers have it that hold it most.
 *
 * @param kept for each part of the list whether it is wanted
 */
export function chooseCutOutParts(
  map: ScalarMap,
  answers: readonly ScalarMap[],
  { list, labels }: CutOutParts,
  kept: readonly boolean[],
): ScalarMap {
  const data = map.data.map((value, i) => {
    const label = labels[i]!;
    if (label < 0) return value;
    if (!kept[label]!) return 0;
    if (list[label]!.inMap) return value;
    return answers.reduce((most, answer) => Math.max(most, answer.data[i]!), value);
  });
  return { ...map, data };
}
