import { expect, it } from 'vitest';
import { fitTruth, liveScore } from './liveScore.ts';

const map = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});

it('measures error and overlap of a map and a ground truth', () => {
  const { mae, iou } = liveScore(map(1, 0.5, 0, 0), map(1, 0, 1, 0));
  expect(mae).toBeCloseTo(1.5 / 4);
  expect(iou).toBeCloseTo(1 / 3);
});

it('has no overlap where nothing is marked, as the tables of scores say', () => {
  expect(liveScore(map(0, 0), map(0, 0))).toEqual({ mae: 0, iou: 0 });
});

it('brings a larger ground truth to the map’s size', () => {
  expect([...fitTruth(map(1, 1, 0, 1), 1, 2).data]).toEqual([1, 0.5]);
});
