import { expect, it } from 'vitest';
import { english as messages } from '../messages/english/english.ts';
import { spreadOf } from './compare.ts';

const map = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});

it('samples that are alike have no spread; those of different things are far apart', () => {
  const alike = spreadOf([map(1, 0), map(1, 0)]);
  expect([alike.meanVariance, alike.distance]).toEqual([0, 0]);
  const different = spreadOf([map(1, 0), map(0, 1)]);
  expect([different.meanVariance, different.distance]).toEqual([0.25, 1]);
  expect([...different.mean.data]).toEqual([0.5, 0.5]);
});

it('the published table has four scores for each of six sets', () => {
  const { sets, rows } = messages.ablations.published;
  expect(sets).toHaveLength(6);
  expect(rows.map(([, ...scores]) => scores.length)).toEqual([6, 6, 6, 6]);
});
