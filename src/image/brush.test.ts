import { describe, expect, it } from 'vitest';
import { paintStrokes, type Stroke } from './brush.ts';
import { opacityOf } from './cutOut.ts';
import { Matting } from './matting.ts';
import type { RgbImage, ScalarMap } from './types.ts';

const SIDE = 20;
const filled = (value: number): ScalarMap => ({
  ...{ height: SIDE, width: SIDE },
  data: new Float32Array(SIDE * SIDE).fill(value),
});
const square = { height: 300, width: 300 };
const stroke = (
  keep: boolean,
  radius: number,
  ...points: (readonly [number, number])[]
): Stroke => ({
  ...{ keep, radius },
  points: points.map(([x, y]) => ({ x, y })),
});
const at = (data: Float32Array, y: number, x: number) => data[y * SIDE + x];

describe('paintStrokes', () => {
  it('covers a round brush’s way, and is certain of its middle', () => {
    const keep = stroke(true, 0.16, [0.25, 0.5], [0.75, 0.5]);
    const { map, certain } = paintStrokes(filled(0.3), [keep], square);
    const column = (data: Float32Array) =>
      [5, 6, 7, 8, 9, 10, 11, 12, 13].map((y) => at(data, y, 10)!);
    expect(column(map.data).map((value) => value === 1)).toEqual([
      ...[false, false, true, true, true, true, true, true, false],
    ]);
    expect(column(certain)).toEqual([0, 0, 0, 1, 1, 1, 1, 0, 0]);
    // Round ends: straight ahead it reaches as far as aside, but not into the corner.
    expect([at(map.data, 9, 2), at(map.data, 7, 2)]).toEqual([1, Math.fround(0.3)]);
    expect(at(map.data, 9, 1)).toBeCloseTo(0.3);
  });

  it('leaves the map as it was, and paints a dab that stands over the border', () => {
    const map = filled(0.9);
    const painted = paintStrokes(map, [stroke(false, 0.1, [0, 1.02])], square);
    expect(at(painted.map.data, 19, 0)).toBe(0);
    expect(at(painted.map.data, 19, 3)).toBeCloseTo(0.9);
    expect(new Set(map.data).size).toBe(1);
  });

  it('is round in the photo, whatever its shape', () => {
    const dab = [stroke(true, 0.2, [0.5, 0.5])];
    const wide = paintStrokes(filled(0), dab, { height: 200, width: 400 });
    const counts = (data: Float32Array) => [
      data.subarray(10 * SIDE, 11 * SIDE).filter((value) => value === 1).length,
      Array.from({ length: SIDE }, (_, y) => at(data, y, 10)).filter((v) => v === 1).length,
    ];
    expect(counts(wide.map.data)).toEqual([8, 16]);
    const tall = paintStrokes(filled(0), dab, { height: 400, width: 200 });
    expect(counts(tall.map.data)).toEqual([16, 8]);
  });

  it('has later strokes over earlier ones, whose rims no longer count as certain', () => {
    const over = [stroke(true, 0.3, [0.5, 0.5]), stroke(false, 0.15, [0.5, 0.5])];
    const { map, certain } = paintStrokes(filled(0.5), over, square);
    expect([9, 7, 5].map((x) => at(map.data, 9, x))).toEqual([0, 0, 1]);
    expect([9, 7].map((x) => at(certain, 9, x))).toEqual([-1, 0]);
    const twice = paintStrokes(filled(0.5), [over[0]!, { ...over[1]!, keep: true }], square);
    expect(at(twice.certain, 9, 7)).toBe(1);
  });
});

describe('a painted map’s edge', () => {
  const HEIGHT = 90;
  const WIDTH = 120;
  const wavy = Uint8Array.from({ length: HEIGHT * WIDTH * 3 }, (_, i) => 90 + ((i * 37) % 23));
  const photo: RgbImage = { height: HEIGHT, width: WIDTH, data: wavy };
  const size = { height: HEIGHT / 3, width: WIDTH / 3 };
  const map = { ...size, data: new Float32Array(size.height * size.width) };
  const opacityWith = (...strokes: readonly Stroke[]) => {
    const painted = paintStrokes(map, strokes, photo);
    return opacityOf(photo, new Matting(photo).matte(painted.map, 0.5, painted.certain));
  };

  it('leaves a thin stroke on a ground without edges solid in its middle, and nothing far from it', () => {
    const opacity = opacityWith(stroke(true, 0.05, [0.3, 0.5], [0.7, 0.5]));
    expect([40, 60, 80].map((x) => opacity[45 * WIDTH + x])).toEqual([255, 255, 255]);
    expect([10, 80].map((y) => opacity[y * WIDTH + 60])).toEqual([0, 0]);
  });

  it('leaves a thin erasing stroke empty in its middle', () => {
    const all = stroke(true, 0.6, [0.5, 0.5]);
    const opacity = opacityWith(all, stroke(false, 0.05, [0.3, 0.5], [0.7, 0.5]));
    expect([40, 60, 80].map((x) => opacity[45 * WIDTH + x])).toEqual([0, 0, 0]);
    expect(opacity[20 * WIDTH + 60]).toBe(255);
  });
});
