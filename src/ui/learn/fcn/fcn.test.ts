import { expect, it } from 'vitest';
import { readFields } from '../linkedFields.ts';
import { outlineLength } from '../parts/maps.ts';
import { FCN_FIELDS, silentOf } from './fields.ts';

const square = (side: number) => ({
  height: 8,
  width: 8,
  data: Float32Array.from({ length: 64 }, (_, i) =>
    Number(i % 8 >= 2 && i % 8 < 2 + side && i >= 16 && i < 16 + side * 8),
  ),
});

it('the outline of a square is its rim', () => {
  expect(outlineLength(square(4))).toBe(12);
  expect(outlineLength(square(0))).toBe(0);
});

it('a head has only its own skips to silence', () => {
  const off = 'skip16=off&skip8=off&skip4=off';
  const silent = (head: string) => silentOf(readFields(FCN_FIELDS, `head=${head}&${off}`));
  expect(silent('fcn-32s')).toEqual([]);
  expect(silent('fcn-8s')).toEqual([16, 8]);
  expect(silent('u-net')).toEqual([16, 8, 4]);
});
