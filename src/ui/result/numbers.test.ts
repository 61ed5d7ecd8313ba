import { expect, it } from 'vitest';
import type { Assessment } from '../../worker/protocol.ts';
import { analysed, drawn } from '../engine/testing/pageState.ts';
import { numbersOf } from './numbers.ts';

const flat = (...values: number[]) => ({
  height: 1,
  width: values.length,
  data: Float32Array.from(values),
});
const region = { area: 0.25, x: 0, y: 0, holders: [true], adjoins: false };
const samples = {
  ...drawn,
  consensus: flat(0.4, 0.5, 0.9, 0),
  total: flat(1, 0, 0, 0),
  expected: flat(0.5, 0, 0, 0),
  disagreement: flat(0.5, 0, 0, 0),
  regions: { ...drawn.regions, agreed: [region, region], contested: [region] },
};

it('sums a result up: what is marked, agreed and contested, and the uncertainty by its parts', () => {
  expect(numbersOf({ image: analysed, samples, assessed: null })).toEqual({
    answers: 1,
    marked: 0.5,
    agreed: 0.5,
    contested: 1,
    total: 0.25,
    expected: 0.125,
    disagreement: 0.125,
    imageMs: 3,
    answersMs: 1,
    scores: null,
    energyDistance: null,
  });
});

it('takes the scores of the mean map, and the energy distance of the answers', () => {
  const row = { name: 'mean', sMeasure: 0.9, mae: 0.1, dice: 0.5 };
  const assessed = {
    report: {
      maps: [{ row: { ...row, name: 'consensus', sMeasure: 0 } }, { row }],
      uncertainty: { entropy: { scores: { generalisedEnergyDistance: 0.3 } } },
    },
  } as unknown as Assessment;
  const numbers = numbersOf({ image: analysed, samples, assessed });
  expect(numbers?.scores).toMatchObject({ sMeasure: 0.9, mae: 0.1 });
  expect(numbers?.scores).not.toHaveProperty('dice');
  expect(numbers?.energyDistance).toBe(0.3);
});

it('has none before the samples are there', () => {
  expect(numbersOf({ image: analysed, samples: null, assessed: null })).toBeNull();
});
