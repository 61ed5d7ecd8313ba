import { describe, expect, it } from 'vitest';
import { chooseCutOutParts, findCutOutParts } from './cutOutParts.ts';
import type { ScalarMap } from './types.ts';

const SIDE = 20;

/** A map with blocks of a value: [top, left, side, value]. */
function blocks(...list: readonly (readonly [number, number, number, number])[]): ScalarMap {
  const data = new Float32Array(SIDE * SIDE);
  for (const [top, left, side, value] of list) {
    for (let y = top; y < top + side; y++)
      data.fill(value, y * SIDE + left, y * SIDE + left + side);
  }
  return { height: SIDE, width: SIDE, data };
}

const LARGE = [2, 2, 6, 0.9] as const;
const SMALL = [12, 12, 3, 0.8] as const;
const answers = [blocks(LARGE), blocks(LARGE, SMALL), blocks(LARGE), blocks(LARGE)];
const consensus = blocks(LARGE, [12, 12, 3, 0.2]);
const parts = findCutOutParts(answers, consensus);
const at = (map: ScalarMap, y: number, x: number) => map.data[y * SIDE + x];

describe('findCutOutParts', () => {
  it('finds the parts of all answers with the share that holds each', () => {
    expect(parts.list.map(({ share, inMap }) => [share, inMap])).toEqual([
      [1, true],
      [0.25, false],
    ]);
    expect(parts.list[1]!.box).toEqual({ top: 0.6, left: 0.6, bottom: 0.75, right: 0.75 });
  });

  it('has none where no answer holds anything', () => {
    expect(findCutOutParts([blocks()], blocks()).list).toEqual([]);
  });
});

describe('chooseCutOutParts', () => {
  it('leaves the map as it is when nothing was changed', () => {
    const map = chooseCutOutParts(consensus, answers, parts, [true, false]);
    expect(at(map, 4, 4)).toBeCloseTo(0.9);
    expect(at(map, 13, 13)).toBe(0);
  });

  it('drops a part with its soft edge, and takes one in as the answers have it', () => {
    const map = chooseCutOutParts(consensus, answers, parts, [false, true]);
    expect(at(map, 4, 4)).toBe(0);
    expect(at(map, 1, 2)).toBe(0);
    expect(at(map, 13, 13)).toBeCloseTo(0.8);
  });
});
