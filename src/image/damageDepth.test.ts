import { describe, expect, it } from 'vitest';
import { mean, variance } from '../math/statistics.ts';
import { type Damage, DAMAGES } from './damage.ts';
import { damageDepth } from './damageDepth.ts';
import type { DepthMap } from './types.ts';

const HEIGHT = 40;
const WIDTH = 100;

/** From far on the left to near on the right; the first row has no reading. */
const ramp: DepthMap = {
  height: HEIGHT,
  width: WIDTH,
  data: Float32Array.from({ length: HEIGHT * WIDTH }, (_, i) =>
    i < WIDTH ? 0 : (i % WIDTH) / (WIDTH - 1),
  ),
  valid: Uint8Array.from({ length: HEIGHT * WIDTH }, (_, i) => Number(i >= WIDTH)),
};
const flat = { ...ramp, data: ramp.data.map((_, i) => (i < WIDTH ? 0 : 0.5)) };
const other: DepthMap = { height: 1, width: 1, data: Float32Array.of(1), valid: Uint8Array.of(1) };

function damaged(kind: Damage['kind'], amount: number, depth = ramp, seed = 1): DepthMap {
  return damageDepth(depth, { kind, amount, seed }, other);
}

/** The readings of a row below the one without any. */
function row(depth: DepthMap): Float32Array {
  return depth.data.slice(5 * WIDTH, 6 * WIDTH);
}

describe.each(DAMAGES)('%s', (kind) => {
  it('damages nothing by 0, and always alike by the same seed', () => {
    expect(damaged(kind, 0)).toBe(ramp);
    expect(damaged(kind, 0.4)).toEqual(damaged(kind, 0.4));
  });

  it('keeps readings in [0,1], and holes without a reading', () => {
    for (const amount of [0.1, 0.5, 1]) {
      const { data, valid } = damaged(kind, amount);
      expect(data.every((value) => value >= 0 && value <= 1)).toBe(true);
      expect(data.every((value, i) => valid[i] === 1 || value === 0)).toBe(true);
      if (kind !== 'other' || amount < 1) expect(valid[0]).toBe(0);
    }
  });

  it('changes more by a larger amount', () => {
    const changeBy = (amount: number) => {
      const { data, valid } = damaged(kind, amount);
      return mean(data.map((value, i) => Math.abs(valid[i]! * value - ramp.data[i]!)));
    };
    expect(changeBy(0.1)).toBeLessThan(changeBy(0.5));
    expect(changeBy(0.5)).toBeLessThan(changeBy(1));
  });
});

describe('damageDepth', () => {
  it('adds noise of half the amount', () => {
    const readings = damaged('noise', 0.2, flat).data.slice(WIDTH);
    expect(Math.sqrt(variance(readings))).toBeCloseTo(0.1, 2);
    expect(damaged('noise', 0.2, flat, 2).data).not.toEqual(damaged('noise', 0.2, flat).data);
  });

  it('leaves far and near alone at the coarsest', () => {
    expect(new Set(row(damaged('steps', 1)))).toEqual(new Set([0, 1]));
    expect(new Set(row(damaged('steps', 0.5))).size).toBe(12);
  });

  it('makes as many holes as asked for', () => {
    const holes = (amount: number) =>
      1 - mean(damaged('holes', amount, { ...ramp, valid: ramp.valid.map(() => 1) }).valid);
    expect(holes(0.3)).toBeCloseTo(0.3, 2);
    expect(holes(1)).toBe(1);
  });

  it('blurs readings and never the holes into them', () => {
    const edge = { ...ramp, data: ramp.data.map((_, i) => Number(i >= WIDTH && i % WIDTH >= 50)) };
    const soft = row(damaged('blur', 0.5, edge));
    expect(soft[50]).toBeCloseTo(0.5, 1);
    expect(soft[45]!).toBeGreaterThan(0);
    const full = damaged('blur', 1, flat);
    expect(row(full).every((value) => Math.abs(value - 0.5) < 1e-5)).toBe(true);
  });

  it('shifts to the right and repeats the rim', () => {
    const moved = row(damaged('shift', 0.5));
    expect(moved[15]).toBe(0);
    expect(moved[99]).toBeCloseTo(84 / 99);
  });

  it('exchanges near and far, and is flat half-way', () => {
    expect(row(damaged('inversion', 1))[0]).toBe(1);
    expect(row(damaged('inversion', 0.5)).every((value) => value === 0.5)).toBe(true);
  });

  it('mixes with another picture’s depth until that alone is left', () => {
    expect(row(damaged('other', 0.25))[0]).toBe(0.25);
    const whole = damaged('other', 1);
    expect(whole.data.every((value) => value === 1)).toBe(true);
    expect(() => damageDepth(ramp, { kind: 'other', amount: 1, seed: 1 })).toThrow(RangeError);
  });
});
