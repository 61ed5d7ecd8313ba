import { expect, it } from 'vitest';
import { meanChange, overlap } from './marks.ts';

const map = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});

it('overlap is what both maps mark of what either marks, and all where neither marks anything', () => {
  expect(overlap(map(1, 0.5, 0.4, 0), map(0.9, 0, 0.5, 0))).toBeCloseTo(1 / 3);
  expect(overlap(map(0, 0.4), map(0, 0))).toBe(1);
});

it('the mean change of maps is that of their pixels', () => {
  expect(meanChange(map(1, 0, 0, 0), map(0.5, 0, 0, 1))).toBeCloseTo(1.5 / 4);
});
