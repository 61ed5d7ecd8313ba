import type { DepthReport } from '../../image/depthReport.ts';
import { HOLES, type Hole } from '../../image/depthReadings.ts';
import type { ImageSize, ScalarMap } from '../../image/types.ts';
import type { NearEnd } from '../../inference/decideNear.ts';
import type { DepthFit } from '../../inference/prepareDepth.ts';
import type { Point } from '../parts/usePoint.ts';

/** A depth map's readings to be painted: near is high. */
export interface ReadingsMap {
  readonly map: ScalarMap;
  readonly valid: Uint8Array;
  readonly range: readonly [number, number];
}

/** @param range the readings that become the two ends */
export function readingsMap(
  { height, width, values, holes }: DepthReport['picture'],
  near: NearEnd,
  [low, high]: readonly [number, number],
): ReadingsMap {
  const valid = Uint8Array.from(holes, (hole) => Number(hole === 0));
  if (near === 'bright') {
    return { map: { height, width, data: values }, valid, range: [low, high] };
  }
  const data = values.map((value) => -value);
  return { map: { height, width, data }, valid, range: [-high, -low] };
}

/** The readings that become the ends: what was chosen, the lower one first, else what was found. */
export function endsOf(
  { low, high }: Pick<DepthReport, 'low' | 'high'>,
  chosen: readonly [number, number] | null,
): readonly [number, number] {
  if (chosen === null) return [low, high];
  return chosen[0] < chosen[1] ? chosen : [chosen[1], chosen[0]];
}

/** A slider's step over the readings: five hundred of them, of whole numbers none smaller than 1. */
export function stepOf({
  minimum,
  maximum,
  whole,
}: Pick<DepthReport, 'minimum' | 'maximum' | 'whole'>): number {
  const step = (maximum - minimum) / 500;
  return whole ? Math.max(1, Math.round(step)) : step;
}

/** One end moved; the other one stays, and they do not meet. */
export function moveEnd(
  [low, high]: readonly [number, number],
  end: 'low' | 'high',
  value: number,
  step: number,
): readonly [number, number] {
  return end === 'low' ? [Math.min(value, high - step), high] : [low, Math.max(value, low + step)];
}

/** The place in a depth map under a point of the photo that it lies over. */
export function placeInMap(point: Point, map: ImageSize, photo: ImageSize, fit: DepthFit): Point {
  if (fit === 'stretch') return point;
  const wider = (map.width * photo.height) / (map.height * photo.width);
  const inner = (share: number, part: number) => 0.5 + (share - 0.5) * part;
  return wider > 1
    ? { x: inner(point.x, 1 / wider), y: point.y }
    : { x: point.x, y: inner(point.y, wider) };
}

/** What a depth map has at a place: a reading, or why there is none. */
export function readingAt(
  { height, width, values, holes }: DepthReport['picture'],
  { x, y }: Point,
): number | Hole {
  const pixel = (share: number, count: number) =>
    Math.min(Math.max(Math.floor(share * count), 0), count - 1);
  const index = pixel(y, height) * width + pixel(x, width);
  const hole = holes[index]!;
  return hole === 0 ? values[index]! : HOLES[hole - 1]!;
}

/** A reading as text: whole numbers whole, others with as many digits as can be told apart. */
export function formatReading(
  value: number,
  { whole, high }: Pick<DepthReport, 'whole' | 'high'>,
): string {
  if (whole) return String(Math.round(value));
  return value.toFixed(high < 10 ? 3 : high < 1000 ? 2 : 0);
}
