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
import { ThresholdMetric } from './thresholds.ts';

const row = (...levels: number[]) => ({
  height: 1,
  width: levels.length,
  data: Uint8Array.from(levels),
});

describe('countThresholds', () => {
  it('counts pixels at or above each of the 256 thresholds, from the highest', () => {
    const { counts } = preparePair(row(0, 100, 100, 200, 255), row(0, 0, 255, 255, 255), {
      normalise: false,
    });
    const positives = (level: number) => [
      counts.truePositives[255 - level],
      counts.falsePositives[255 - level],
    ];
    expect(counts.foregroundPixels).toBe(3);
    expect(counts.backgroundPixels).toBe(2);
    expect(positives(255)).toEqual([1, 0]);
    expect(positives(201)).toEqual([1, 0]);
    expect(positives(200)).toEqual([2, 0]);
    expect(positives(101)).toEqual([2, 0]);
    expect(positives(100)).toEqual([3, 1]);
    expect(positives(1)).toEqual([3, 1]);
    expect(positives(0)).toEqual([3, 2]);
  });

  it('stretches only when asked to', () => {
    const prediction = row(50, 100, 150);
    const groundTruth = row(0, 0, 255);
    const stretched = preparePair(prediction, groundTruth, { normalise: true }).counts;
    expect(stretched.truePositives[0]).toBe(1);
    expect(stretched.falsePositives[255 - 127]).toBe(1);
    expect(stretched.falsePositives[255 - 128]).toBe(0);
    const raw = preparePair(prediction, groundTruth, { normalise: false }).counts;
    expect(raw.truePositives[255 - 151]).toBe(0);
    expect(raw.truePositives[255 - 150]).toBe(1);
    expect(raw.falsePositives[255 - 50]).toBe(2);
  });

  it('counts a level that equals the adaptive threshold', () => {
    // Half the pixels at one level: twice the mean is that level, whatever it is.
    for (let level = 1; level < 255; level++) {
      const pair = preparePair(row(0, level, 0, level), row(0, 255, 0, 0), { normalise: false });
      expect(pair.counts.adaptive).toEqual({ truePositives: 1, falsePositives: 1 });
    }
  });

  it('caps the adaptive threshold at 1', () => {
    const { counts } = preparePair(row(255, 255, 200), row(255, 255, 0), { normalise: false });
    expect(counts.adaptive).toEqual({ truePositives: 2, falsePositives: 0 });
    const grey = preparePair(row(200, 200), row(255, 255), { normalise: true }).counts;
    expect(grey.adaptive).toEqual({ truePositives: 0, falsePositives: 0 });
  });
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
