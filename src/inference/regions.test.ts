import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { findRegions, heldRegions } from './regions.ts';

const SIDE = 100;

/** A box: left, top, right and bottom, in pixels. */
type Box = readonly [number, number, number, number];

function marking(...boxes: readonly Box[]): ScalarMap {
  const data = new Float32Array(SIDE * SIDE);
  for (const [left, top, right, bottom] of boxes) {
    for (let y = top; y < bottom; y++) data.fill(0.9, y * SIDE + left, y * SIDE + right);
  }
  return { height: SIDE, width: SIDE, data };
}

const MIDDLE: Box = [40, 40, 60, 60];
const RIGHT: Box = [80, 40, 100, 60];
const CORNER: Box = [0, 80, 10, 100];

describe('findRegions', () => {
  it('tells what all mark from what some mark, with who they are', () => {
    const { agreed, contested, labels, share } = findRegions([
      marking(MIDDLE, RIGHT),
      marking(MIDDLE, RIGHT, CORNER),
      marking(MIDDLE),
      marking(MIDDLE),
      marking(MIDDLE, RIGHT),
    ]);
    expect(agreed).toEqual([{ area: 0.04, x: 0.5, y: 0.5, holders: Array(5).fill(true) }]);
    expect(contested).toHaveLength(2);
    const [right, corner] = contested;
    expect(right).toMatchObject({ area: 0.04, holders: [true, true, false, false, true] });
    expect(right!.x).toBeCloseTo(0.9);
    expect(corner).toMatchObject({ area: 0.02, holders: [false, true, false, false, false] });
    expect(corner!.y).toBeCloseTo(0.9);
    expect([labels[50 * SIDE + 90], labels[90 * SIDE + 5], labels[50 * SIDE + 50]]).toEqual([
      1, 2, 0,
    ]);
    expect(share.data[50 * SIDE + 90]).toBeCloseTo(0.6);
  });

  it('takes an edge that differs by a pixel for agreement', () => {
    const { agreed, contested } = findRegions([marking(MIDDLE), marking([39, 39, 61, 61])]);
    expect(contested).toEqual([]);
    expect(agreed).toHaveLength(1);
  });

  it('keeps neighbours apart that other answers mark', () => {
    const left: Box = [20, 20, 50, 50];
    const next: Box = [50, 20, 80, 50];
    const { contested } = findRegions([marking(left), marking(next), marking(next)]);
    expect(contested.map(({ holders }) => holders)).toContainEqual([true, false, false]);
    expect(contested.map(({ holders }) => holders)).toContainEqual([false, true, true]);
  });

  it('tells what lies along a part that all mark from a thing that touches it, or lies far from it', () => {
    const wider: Box = [40, 40, 75, 60];
    const touching: Box = [60, 50, 90, 90];
    const two = (box: Box) => findRegions([marking(MIDDLE), marking(MIDDLE, box)]).contested;
    expect(two(wider)).toMatchObject([{ adjoins: true }]);
    expect(two(touching)).toMatchObject([{ adjoins: false }]);
    expect(two(CORNER)).toMatchObject([{ adjoins: false }]);
  });

  it('finds nothing where nobody marks anything, and no difference in one answer', () => {
    expect(findRegions([marking(), marking()])).toMatchObject({ agreed: [], contested: [] });
    expect(findRegions([marking(RIGHT)])).toMatchObject({
      agreed: [{ area: 0.04 }],
      contested: [],
    });
  });

  it('takes 32 answers, and no more', () => {
    const many = Array.from({ length: 32 }, (_, i) => (i === 31 ? marking(MIDDLE) : marking()));
    expect(findRegions(many).contested[0]!.holders.indexOf(true)).toBe(31);
    expect(() => findRegions([...many, marking()])).toThrow('up to 32 maps');
  });
});

describe('heldRegions', () => {
  const LEFT: Box = [0, 40, 20, 60];
  const regions = findRegions([
    marking(MIDDLE, LEFT, RIGHT),
    marking(MIDDLE, LEFT, RIGHT, CORNER),
    marking(MIDDLE, LEFT),
  ]);

  it('tells what a map marks of each part, and what it marks alone', () => {
    const held = heldRegions(marking(MIDDLE, RIGHT, [80, 0, 100, 10]), regions);
    expect(held).toMatchObject({ agreed: [false, true], contested: [true, false] });
    expect(held.area).toBeCloseTo(0.1);
    expect(held.alone).toHaveLength(1);
    expect(held.alone[0]).toMatchObject({ area: 0.02, x: 0.9 });
  });

  it('takes a half for the whole, and no edge for a part of its own', () => {
    const held = heldRegions(marking([40, 40, 60, 50], [79, 39, 100, 61]), regions);
    expect(held).toMatchObject({ agreed: [false, true], contested: [true, false], alone: [] });
    expect(heldRegions(marking([40, 40, 60, 49]), regions).agreed).toEqual([false, false]);
  });

  it('says of one of the answers what is known of it', () => {
    const held = heldRegions(marking(MIDDLE, LEFT, RIGHT), regions);
    expect(held.contested).toEqual(regions.contested.map(({ holders }) => holders[0]));
    expect([held.agreed, held.alone]).toEqual([[true, true], []]);
  });
});
