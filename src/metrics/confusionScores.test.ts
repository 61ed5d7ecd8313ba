import { describe, expect, it } from 'vitest';
import { BalancedErrorRate, balancedErrorRate } from './balancedErrorRate.ts';
import { ClassAccuracy, classAccuracy, specificity } from './classAccuracy.ts';
import { Dice, dice } from './dice.ts';
import { EMeasure, eMeasure } from './eMeasure.ts';
import { fMeasure, precision, recall } from './fMeasure.ts';
import { IntersectionOverUnion, intersectionOverUnion } from './intersectionOverUnion.ts';
import { meanAbsoluteError } from './meanAbsoluteError.ts';
import { MetricInputError } from './metricInput.ts';
import { PixelAccuracy, pixelAccuracy } from './pixelAccuracy.ts';
import { preparePair } from './saliencyPair.ts';
import { sMeasure } from './sMeasure.ts';
import { weightedFMeasure } from './weightedFMeasure.ts';

const confusion = (
  truePositives: number,
  falsePositives: number,
  falseNegatives: number,
  trueNegatives: number,
) => ({ truePositives, falsePositives, falseNegatives, trueNegatives });

const some = confusion(30, 10, 20, 40);
const nothing = confusion(0, 0, 0, 100);
const missed = confusion(0, 0, 50, 50);

describe('scores of a binary mask', () => {
  it('computes precision, recall and F', () => {
    expect(precision(some)).toBe(0.75);
    expect(recall(some)).toBe(0.6);
    expect(fMeasure(some)).toBeCloseTo((1.3 * 0.75 * 0.6) / (0.3 * 0.75 + 0.6), 14);
    expect(fMeasure(some, 1)).toBeCloseTo(dice(some), 14);
    expect([precision(missed), recall(nothing), fMeasure(missed)]).toEqual([0, 0, 0]);
  });

  it('computes overlap', () => {
    expect(intersectionOverUnion(some)).toBe(0.5);
    expect(dice(some)).toBeCloseTo(2 / 3, 14);
    expect([intersectionOverUnion(nothing), dice(nothing)]).toEqual([0, 0]);
  });

  it('computes accuracies', () => {
    expect(pixelAccuracy(some)).toBe(0.7);
    expect(specificity(some)).toBe(0.8);
    expect(classAccuracy(some)).toBeCloseTo(0.7, 14);
    expect(balancedErrorRate(some)).toBeCloseTo(0.3, 14);
    expect(balancedErrorRate(nothing)).toBe(0.5);
    expect(balancedErrorRate(confusion(50, 0, 0, 50))).toBe(0);
  });

  it('computes E from closed forms', () => {
    expect(eMeasure(confusion(50, 0, 0, 50))).toBeCloseTo(100 / 99, 12);
    expect(eMeasure(confusion(0, 50, 50, 0))).toBeCloseTo(0, 12);
    // An all-black mask: its pixels are all 0 after the mean is taken off, so that each aligns by a quarter.
    expect(eMeasure(missed)).toBeCloseTo(25 / 99, 12);
    expect(eMeasure(confusion(0, 10, 0, 90))).toBeCloseTo(90 / 99, 12);
    expect(eMeasure(confusion(90, 0, 10, 0))).toBeCloseTo(90 / 99, 12);
  });
});

describe('metrics step by step', () => {
  const row = (...levels: number[]) => ({
    height: 1,
    width: levels.length,
    data: Uint8Array.from(levels),
  });
  const good = preparePair(row(0, 0, 255, 255), row(0, 0, 255, 255), { normalise: false });
  const bad = preparePair(row(255, 255, 0, 0), row(0, 0, 255, 255), { normalise: false });
  const half = preparePair(row(0, 255, 0, 255), row(0, 0, 255, 255), { normalise: false });

  it.each([
    ['intersection over union', new IntersectionOverUnion(), 1 / 3],
    ['Dice', new Dice(), 1 / 2],
    ['pixel accuracy', new PixelAccuracy(), 1 / 2],
    ['class accuracy', new ClassAccuracy(), 1 / 2],
  ])('averages %s over images', (_, metric, ofHalf) => {
    expect(metric.step(good).adaptive).toBeCloseTo(1, 14);
    expect(metric.step(bad).adaptive).toBeCloseTo(0, 14);
    expect(metric.step(half).adaptive).toBeCloseTo(ofHalf, 14);
    expect(metric.results().adaptive).toBeCloseTo((1 + ofHalf) / 3, 14);
    // At every threshold but the last, which calls all pixels foreground, the mask is the same.
    expect(metric.results().curve[100]).toBeCloseTo((1 + ofHalf) / 3, 14);
  });

  it('finds the lowest balanced error and the single classes', () => {
    const error = new BalancedErrorRate();
    expect(error.step(half)).toMatchObject({ adaptive: 0.5, min: 0.5, max: 0.5 });
    expect(error.step(good)).toMatchObject({ adaptive: 0, min: 0, max: 0.5 });
    expect(error.results().min).toBe(0.25);
    const shifted = preparePair(row(0, 255, 255, 255), row(0, 0, 255, 255), { normalise: false });
    const { foreground, background } = new ClassAccuracy().step(shifted);
    expect([foreground.adaptive, background.adaptive]).toEqual([1, 0.5]);
  });

  it('scores without a threshold', () => {
    expect([good, bad, half].map(meanAbsoluteError)).toEqual([0, 1, 0.5]);
    expect(sMeasure(good)).toBeCloseTo(1, 10);
    expect(sMeasure(bad)).toBe(0);
    expect(weightedFMeasure(good)).toBeCloseTo(1, 12);
  });

  it('reports nothing before the first step', () => {
    expect(() => new EMeasure().results()).toThrow(MetricInputError);
  });
});
