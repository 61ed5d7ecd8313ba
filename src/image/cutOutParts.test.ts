import { describe, expect, it } from 'vitest';
import { chooseCutOutParts, findCutOutParts, keptOf } from './cutOutParts.ts';
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

  it('keeps a place apart from what it touches, by its number, with the slivers at its edge', () => {
    const places = new Uint8Array(SIDE * SIDE);
    for (let y = 2; y < 8; y++) places.fill(1, y * SIDE + 8, y * SIDE + 14);
    // One pixel of the block belongs to nothing.
    places[2 * SIDE + 13] = 0;
    const beside = blocks(LARGE, [2, 8, 6, 0.9]);
    const [rest, place] = findCutOutParts([blocks(LARGE), beside], blocks(LARGE), 0.5, places).list;
    expect([rest!.place, rest!.share, rest!.inMap]).toEqual([null, 1, true]);
    expect([place!.place, place!.share, place!.inMap]).toEqual([1, 0.5, false]);
    expect(place!.box.right).toBe(0.7);
  });

  it('takes a scrap that touches a place for more of it, and what is as large for a part of its own', () => {
    const places = new Uint8Array(SIDE * SIDE);
    for (let y = 2; y < 8; y++) places.fill(1, y * SIDE + 2, y * SIDE + 8);
    const beside = (side: number) =>
      findCutOutParts([blocks(LARGE, [2, 8, side, 0.9])], blocks(LARGE), 0.5, places).list;
    expect(beside(4).map(({ place, box }) => [place, box.right])).toEqual([[1, 0.6]]);
    expect(beside(5).map(({ place }) => place)).toEqual([null, 1]);
    // The scrap alone is in both answers, the place in one.
    const scrap = blocks([2, 8, 4, 0.9]);
    const [place] = findCutOutParts(
      [blocks(LARGE, [2, 8, 4, 0.9]), scrap],
      scrap,
      0.5,
      places,
    ).list;
    expect(place!.share).toBe(0.5);
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

it('keeps what was chosen, and else what the map holds', () => {
  expect(keptOf(parts.list)).toEqual([true, false]);
  const [large, small] = parts.list.map(({ pixel }) => pixel);
  expect(keptOf(parts.list, { [small!]: true })).toEqual([true, true]);
  // A part of another list.
  expect(keptOf(parts.list, { [large!]: false, 399: true })).toEqual([false, false]);
});

it('leaves each part its choice where another threshold joins some, and parts them again', () => {
  // Two parts with a bridge between them, and a third that is the smallest.
  const map = blocks([2, 2, 6, 0.9], [4, 8, 2, 0.4], [2, 10, 5, 0.8], [14, 14, 3, 0.7]);
  const partsAt = (threshold: number) =>
    findCutOutParts([blocks([14, 14, 3, 0.9])], map, threshold).list;
  const [, second] = partsAt(0.5);
  const choices = { [second!.pixel]: false };
  expect(keptOf(partsAt(0.5), choices)).toEqual([true, false, true]);
  expect(keptOf(partsAt(0.3), choices)).toEqual([true, true]);
  expect(keptOf(partsAt(0.6), choices)).toEqual([true, false, true]);
  // The second and the third where the first is gone.
  expect(keptOf(partsAt(0.75), choices)).toEqual([true, false, false]);
  const last = { [partsAt(0.3)[1]!.pixel]: false };
  expect(keptOf(partsAt(0.3), last)).toEqual([true, false]);
  expect(keptOf(partsAt(0.5), last)).toEqual([true, true, false]);
});
