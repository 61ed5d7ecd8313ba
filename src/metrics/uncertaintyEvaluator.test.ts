import { describe, expect, it } from 'vitest';
import { toMask } from './metricInput.ts';
import { peopleOf } from './people.ts';
import {
  measureUncertainty,
  UncertaintyEvaluator,
  type UncertaintyMeasurement,
} from './uncertaintyEvaluator.ts';

const map = (...values: number[]) => ({
  height: 2,
  width: values.length / 2,
  data: Float32Array.from(values),
});

// Two of eight pixels are on the wrong side of one half, and they are the two most uncertain.
const input = {
  meanMap: map(0.9, 0.8, 0.6, 0.4, 0.1, 0.1, 0, 0),
  uncertaintyMap: map(0.1, 0.2, 0.9, 0.8, 0.3, 0.1, 0, 0),
  groundTruth: map(1, 1, 0, 1, 0, 0, 0, 0),
};
const perfect = { ...input, meanMap: input.groundTruth };

describe('UncertaintyEvaluator', () => {
  it('measures one image', () => {
    const scores = new UncertaintyEvaluator().step(input);
    expect(scores).toMatchObject({ auroc: 1, aupr: 1, errorRate: 0.25 });
    expect(scores.generalisedEnergyDistance).toBeNull();
    expect(scores.bestIou).toBeNull();
  });

  it('compares samples with the ground truth, or with what several people answered', () => {
    const other = map(1, 1, 0, 0, 0, 0, 0, 0);
    const one = measureUncertainty({ ...input, samples: [other, other] }).scores;
    expect(one.bestIou).toBeCloseTo(2 / 3, 12);
    expect(one.generalisedEnergyDistance).toBeCloseTo(2 / 3, 12);
    const people = peopleOf([input.groundTruth, input.groundTruth, other].map(toMask));
    const several = measureUncertainty({ ...input, samples: [other], people }).scores;
    expect(several.bestIou).toBeCloseTo((2 / 3 + 2 / 3 + 1) / 3, 12);
    // 2 · (1/3 + 1/3 + 0) / 3 - 0 - (0 + 1/3 + 1/3) / 3
    expect(several.generalisedEnergyDistance).toBeCloseTo(2 / 9, 12);
  });

  it('averages over the images for which a score is defined', () => {
    const evaluator = new UncertaintyEvaluator();
    const first = evaluator.step({ ...input, samples: [input.groundTruth] });
    expect(evaluator.step(perfect).auroc).toBeNull();
    const results = evaluator.results();
    expect(results).toMatchObject({ images: 2, auroc: 1, aupr: 1, errorRate: 0.125, bestIou: 1 });
    expect(results.ause).toBeCloseTo(first.ause / 2, 14);
    expect(results.sparsificationCurve[0]).toBe(0.5); // 1 for the first image, 0 for the perfect one
    expect(results.sparsificationCurve).toHaveLength(101);
    const pixels = results.reliability.reduce((sum, bin) => sum + bin.pixels, 0);
    expect(pixels).toBe(16);
  });

  it('gives the same from measurements that went through JSON', () => {
    const direct = new UncertaintyEvaluator();
    const resumed = new UncertaintyEvaluator();
    for (const one of [input, perfect]) {
      direct.step(one);
      const text = JSON.stringify(measureUncertainty(one));
      resumed.add(JSON.parse(text) as UncertaintyMeasurement);
    }
    expect(resumed.results()).toEqual(direct.results());
  });

  it('refuses an uncertainty that is not finite, another size, and an empty set', () => {
    const uncertaintyMap = map(0, 0, 0, Number.NaN, 0, 0, 0, 0);
    expect(() => measureUncertainty({ ...input, uncertaintyMap })).toThrow('not a finite number');
    expect(() => measureUncertainty({ ...input, meanMap: map(0, 0) })).toThrow(
      'The mean map is 2×1 and the ground truth is 2×4',
    );
    expect(() => new UncertaintyEvaluator().results()).toThrow('step at least one');
  });
});
