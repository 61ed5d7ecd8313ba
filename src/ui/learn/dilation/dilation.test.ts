import {
  add,
  concat,
  conv2d,
  ones,
  type Rank,
  slice,
  tensor4d,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useCpuBackend } from '../../../testing/backends.ts';
import { readFields } from '../linkedFields.ts';
import { DILATION_FIELDS } from './fields.ts';
import { JOINS, type Join, receptiveField, weightCount, weightsInside } from './receptiveField.ts';
import { waysThrough } from './waysThrough.ts';

beforeAll(useCpuBackend);

/** The same by tfjs: an impulse through convolutions with weights of 1. */
function byLibrary(rates: readonly number[], join: Join, side: number): number[] {
  const output = tidy(() => {
    const data = new Float32Array(side * side);
    data[(side * side - 1) / 2] = 1;
    const input: Tensor4D = tensor4d(data, [1, side, side, 1]);
    const convolve = (x: Tensor4D, rate: number) =>
      conv2d(x, ones<Rank.R4>([3, 3, x.shape[3], 1]), 1, 'same', 'NHWC', rate);
    if (join === 'cascade') return rates.reduce(convolve, input);
    let all = input;
    for (const rate of rates)
      all = concat([all, convolve(join === 'dense' ? all : input, rate)], 3);
    const used = join === 'dense' ? all : slice(all, [0, 0, 0, 1]);
    const channels = Array.from({ length: used.shape[3] }, (_, c) =>
      slice(used, [0, 0, 0, c], [-1, -1, -1, 1]),
    );
    return channels.reduce((sum, channel) => add<Tensor4D>(sum, channel));
  });
  return [...output.dataSync()];
}

it.each(JOINS)('%s: the ways from cell to cell are those that tfjs counts', (join) => {
  for (const rates of [[1], [2, 2, 2], [1, 2, 5], [3, 1, 4]]) {
    const { side, paths } = receptiveField(rates, join);
    expect([...paths]).toEqual(byLibrary(rates, join, side));
  }
});

it('the chapter’s answers: 15 cells; 29 % of 13; 127 cells', () => {
  expect(receptiveField([1, 2, 4], 'cascade').side).toBe(15);
  const gridding = receptiveField([2, 2, 2], 'cascade');
  expect([gridding.side, Math.round(gridding.reached * 100)]).toEqual([13, 29]);
  expect(receptiveField([1, 2, 5], 'cascade').reached).toBe(1);
  expect(receptiveField([3, 6, 12, 18, 24], 'dense').side).toBe(127);
  expect(receptiveField([3, 6, 12, 18, 24], 'parallel').side).toBe(49);
});

it.each([
  // Inputs with a gradient, from backward() through torch.nn.functional.conv2d with weights of 1 (PyTorch 2).
  ['cascade', [3, 6, 12, 18, 24], 127, 43 ** 2],
  ['dense', [3, 6, 12, 18, 24], 127, 43 ** 2],
  ['parallel', [3, 6, 12, 18, 24], 49, 41],
  ['cascade', [24, 24, 24, 24, 24], 241, 121],
  ['parallel', [1, 2, 5], 11, 25],
] as const)('%s of %o: the cells that PyTorch’s gradient reaches', (join, rates, side, cells) => {
  const field = receptiveField(rates, join);
  expect([field.side, Math.round(field.reached * side * side)]).toEqual([side, cells]);
});

it('weights: densely each layer reads one channel more, and far ones fall off a small map', () => {
  expect([weightCount(5, 'cascade'), weightCount(5, 'dense')]).toEqual([45, 135]);
  expect([12, 18, 24].map((rate) => weightsInside(11, rate))).toEqual([1, 1, 1]);
  // By hand: of 11 places in a direction, 8 have the cell 3 further on, and 5 that 6 further on.
  expect(weightsInside(11, 3)).toBeCloseTo(((11 + 8 + 8) / 11) ** 2, 12);
  expect(weightsInside(11, 6)).toBeCloseTo(((11 + 5 + 5) / 11) ** 2, 12);
  expect(weightsInside(3, 1)).toBeCloseTo((4 * 4 + 4 * 6 + 9) / 9, 12);
});

it('rates are read from a link, and bad ones forgotten', () => {
  expect(readFields(DILATION_FIELDS, 'rates=2-2-2').rates).toEqual([2, 2, 2]);
  for (const bad of ['0', '25', '1-2-3-4-5-6', 'x', '1.5']) {
    expect(readFields(DILATION_FIELDS, `rates=${bad}`).rates).toBe(DILATION_FIELDS.rates.initial);
  }
});

it.each(['cascade', 'parallel', 'dense'] as const)(
  'joined as %s, the ways of one row end at the cells that the field has there',
  (join) => {
    for (const rates of [[1], [2, 2, 2], [1, 2, 5], [3, 6, 12, 18, 24]]) {
      const { side, paths } = receptiveField(rates, join);
      const { levels, reach } = waysThrough(rates, join);
      const middle = paths.slice(reach * side, (reach + 1) * side);
      const seen = [...middle.keys()].filter((cell) => middle[cell]! > 0);
      // Joined densely the output also reads the input itself, at its own place.
      expect(new Set(levels[0]).add(0)).toEqual(new Set(seen.map((cell) => cell - reach)).add(0));
    }
  },
);
