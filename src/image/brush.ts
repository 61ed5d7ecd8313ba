import type { ImageSize, ScalarMap } from './types.ts';

/** What was painted over a photo in one go, in measures that hold at any size of it. */
export interface Stroke {
  /** It takes in what it covers; else it leaves it out. */
  readonly keep: boolean;
  /** Half the brush's width, as a share of the photo's longer side. */
  readonly radius: number;
  /** Where its middle went, as shares of the photo's sides. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A map that was painted over. */
export interface PaintedMap {
  readonly map: ScalarMap;
  /** For each pixel 1 where it is surely in, −1 where it is surely out, 0 where the photo may decide. */
  readonly certain: Float32Array;
}

/** Of a stroke's width, the middle that is meant as it is painted; the rest may have missed an edge. */
const CORE = 0.5;

/**
 * Paints strokes over a map: 1 where they keep, 0 where they erase, the later over the earlier.
 *
 * @param map values over the whole photo, of any size
 * @param photo its size, by which a brush is round
 */
export function paintStrokes(
  map: ScalarMap,
  strokes: readonly Stroke[],
  photo: ImageSize,
): PaintedMap {
  const data = Float32Array.from(map.data);
  const certain = new Float32Array(data.length);
  for (const stroke of strokes) {
    const sign = stroke.keep ? 1 : -1;
    eachCovered(stroke, stroke.radius, map, photo, (i) => {
      data[i] = Number(stroke.keep);
      if (certain[i] !== sign) certain[i] = 0;
    });
    eachCovered(stroke, stroke.radius * CORE, map, photo, (i) => (certain[i] = sign));
  }
  return { map: { ...map, data }, certain };
}

/** Visits the pixels whose middle lies within a radius of a stroke's way; some of them twice. */
function eachCovered(
  { points }: Stroke,
  radius: number,
  { height, width }: ImageSize,
  photo: ImageSize,
  visit: (i: number) => void,
): void {
  const longer = Math.max(photo.height, photo.width);
  const [tall, wide] = [photo.height / longer, photo.width / longer];
  points.forEach(({ x, y }, index) => {
    const from = points[Math.max(index - 1, 0)]!;
    const [startX, startY] = [from.x * wide, from.y * tall];
    const [goX, goY] = [x * wide - startX, y * tall - startY];
    const square = goX * goX + goY * goY;
    const first = (share: number, side: number, count: number) =>
      Math.max(0, Math.floor((share - radius / side) * count));
    const last = (share: number, side: number, count: number) =>
      Math.min(count - 1, Math.floor((share + radius / side) * count));
    const bottom = last(Math.max(from.y, y), tall, height);
    const right = last(Math.max(from.x, x), wide, width);
    for (let row = first(Math.min(from.y, y), tall, height); row <= bottom; row++) {
      const atY = ((row + 0.5) / height) * tall - startY;
      for (let column = first(Math.min(from.x, x), wide, width); column <= right; column++) {
        const atX = ((column + 0.5) / width) * wide - startX;
        const along = square > 0 ? Math.min(Math.max((atX * goX + atY * goY) / square, 0), 1) : 0;
        const far = Math.hypot(atX - along * goX, atY - along * goY);
        if (far <= radius) visit(row * width + column);
      }
    }
  });
}
