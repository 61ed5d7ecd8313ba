import { expect, it } from 'vitest';
import { subtract } from './difference.ts';

const map = (height: number, width: number, ...values: number[]) => ({
  height,
  width,
  data: Float32Array.from(values),
});

it('subtracts pixel by pixel, and brings a map of another size to the first one’s', () => {
  expect([...subtract(map(1, 2, 1, 0.25), map(1, 2, 0, 0.5)).data]).toEqual([1, -0.25]);
  expect([...subtract(map(2, 2, 1, 1, 0, 0), map(1, 1, 0.5)).data]).toEqual([0.5, 0.5, -0.5, -0.5]);
});
