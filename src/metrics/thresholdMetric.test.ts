import { describe, expect, it } from 'vitest';
import {
  balancedErrorRate,
  classAccuracy,
  dice,
  intersectionOverUnion,
  pixelAccuracy,
} from './confusionScores.ts';
import { MetricInputError } from './metricInput.ts';
import { preparePair } from './saliencyPair.ts';
import { ThresholdMetric } from './thresholdMetric.ts';

const row = (...levels: number[]) => ({
  height: 1,
  width: levels.length,
  data: Uint8Array.from(levels),
});
const countsOf = (...levels: number[]) =>
  preparePair(row(...levels), row(0, 0, 255, 255), { normalise: false }).counts;
const good = countsOf(0, 0, 255, 255);
const bad = countsOf(255, 255, 0, 0);
const half = countsOf(0, 255, 0, 255);

describe('ThresholdMetric', () => {
  it.each([
    ['intersection over union', intersectionOverUnion, 1 / 3],
    ['Dice', dice, 1 / 2],
    ['pixel accuracy', pixelAccuracy, 1 / 2],
    ['class accuracy', classAccuracy, 1 / 2],
  ])('averages %s over images', (_, score, ofHalf) => {
    const metric = new ThresholdMetric(score);
    expect(metric.step(good).adaptive).toBeCloseTo(1, 14);
    expect(metric.step(bad).adaptive).toBeCloseTo(0, 14);
    expect(metric.step(half).adaptive).toBeCloseTo(ofHalf, 14);
    expect(metric.results().adaptive).toBeCloseTo((1 + ofHalf) / 3, 14);
    // At every threshold but the last, which calls all pixels foreground, the mask is the same.
    expect(metric.results().curve[100]).toBeCloseTo((1 + ofHalf) / 3, 14);
  });

  it('takes the lowest balanced error of a set on the mean curve', () => {
    const error = new ThresholdMetric(balancedErrorRate);
    expect(error.step(half)).toMatchObject({ adaptive: 0.5, min: 0.5, max: 0.5 });
    expect(error.step(good)).toMatchObject({ adaptive: 0, min: 0, max: 0.5 });
    expect(error.results().min).toBe(0.25);
  });

  it('has no result before the first step', () => {
    expect(() => new ThresholdMetric(dice).results()).toThrow(MetricInputError);
  });
});
