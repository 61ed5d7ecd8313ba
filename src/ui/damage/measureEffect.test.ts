import { expect, it } from 'vitest';
import { measureEffect, type Outcome } from './measureEffect.ts';

function outcome(saliency: number[], depth: number[] | null, disagreement: number[]): Outcome {
  const map = (values: number[]) => ({ height: 1, width: 4, data: Float32Array.from(values) });
  return {
    image: { correctedDepth: depth && map(depth) },
    samples: { mean: map(saliency), disagreement: map(disagreement) },
  };
}

it('tells how far maps moved, how much of the answer is left, and how far answers disagree', () => {
  const whole = outcome([1, 1, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]);
  const damaged = outcome([1, 1, 0, 1], [0.5, 0, 0, 0], [0.5, 0.5, 0, 0]);
  const effect = measureEffect(0.25, whole, damaged);
  expect(effect).toEqual({
    amount: 0.25,
    saliency: 0.5,
    depth: 0.125,
    disagreement: 0.25,
    overlap: 0.5,
  });
  expect(measureEffect(0, whole, whole)).toMatchObject({ saliency: 0, overlap: 1 });
});

it('has no depth to compare where the network corrects none, and the same answer where none marks anything', () => {
  const nothing = outcome([0, 0, 0, 0], null, [0, 0, 0, 0]);
  expect(measureEffect(1, nothing, nothing)).toMatchObject({ depth: null, overlap: 1 });
});
