import { describe, expect, it } from 'vitest';
import {
  balancedErrorRate,
  classAccuracy,
  dice,
  eMeasure,
  fMeasure,
  intersectionOverUnion,
  pixelAccuracy,
  precision,
  recall,
  specificity,
} from './confusionScores.ts';

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
