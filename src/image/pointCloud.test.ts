import { describe, expect, it } from 'vitest';
import { depthOnGrid, FILM_DIAGONAL, gridSize, middleDistance, unproject } from './pointCloud.ts';

const photo = { height: 300, width: 400 };

describe('gridSize', () => {
  it('keeps the proportions and has about as many pixels as asked for', () => {
    expect(gridSize(photo, 30_000)).toEqual({ height: 150, width: 200 });
  });

  it('never has more pixels than the photo, and at least one', () => {
    expect(gridSize(photo, 1_000_000)).toEqual(photo);
    expect(gridSize({ height: 1, width: 9000 }, 10)).toEqual({ height: 1, width: 300 });
  });
});

describe('unproject', () => {
  const lens = { focalLength: FILM_DIAGONAL, relief: 4 };
  const all = (height: number, width: number, data: number[], valid = data.map(() => 1)) => ({
    height,
    width,
    data: Float32Array.from(data),
    valid: Uint8Array.from(valid),
  });

  it('puts near at 1 and far at the relief, and halves the inverse between', () => {
    const { positions } = unproject(all(1, 3, [1, 0, 0.5]), lens);
    expect([positions[2], positions[5], positions[8]].map((z) => z!.toFixed(3))).toEqual([
      '-1.000',
      '-4.000',
      '-1.600',
    ]);
  });

  it('spreads pixels by the angle that the lens sees', () => {
    // The diagonal of 3 × 4 pixels is 5, and as long as the focal length.
    const { positions } = unproject(all(3, 4, new Array<number>(12).fill(1)), lens);
    expect([...positions.slice(0, 2)].map((value) => value.toFixed(3))).toEqual([
      '-0.300',
      '0.200',
    ]);
    const closer = unproject(all(3, 4, new Array<number>(12).fill(1)), {
      ...lens,
      focalLength: 2 * FILM_DIAGONAL,
    });
    expect(closer.positions[0]).toBeCloseTo(positions[0]! / 2, 5);
  });

  it('leaves out what has no reading, and says which pixel each point is', () => {
    const points = unproject(all(2, 2, [1, 0, 1, 1], [1, 0, 0, 1]), lens);
    expect(points.pixels).toEqual(Uint32Array.of(0, 3));
    expect(points.positions).toHaveLength(6);
    expect(middleDistance(points)).toBe(1);
    expect(middleDistance(unproject(all(1, 1, [0], [0]), lens))).toBe(1);
  });
});

describe('depthOnGrid', () => {
  it('never mixes readings with holes', () => {
    const depth = {
      height: 1,
      width: 4,
      data: Float32Array.of(1, 1, 0, 0),
      valid: Uint8Array.of(1, 1, 0, 0),
    };
    const grid = depthOnGrid(depth, { height: 1, width: 2 });
    expect(grid.valid).toEqual(Uint8Array.of(1, 0));
    expect(grid.data[0]).toBe(1);
  });

  it('interpolates maps that are whole', () => {
    const depth = { height: 1, width: 2, data: Float32Array.of(0, 1) };
    const grid = depthOnGrid(depth, { height: 1, width: 4 });
    expect([...grid.data]).toEqual([0, 0.25, 0.75, 1]);
    expect(grid.valid).toEqual(Uint8Array.of(1, 1, 1, 1));
  });
});
