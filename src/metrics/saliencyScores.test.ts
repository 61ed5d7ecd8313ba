import { describe, expect, it } from 'vitest';
import { preparePair } from './saliencyPair.ts';
import { mapScores, SCORES, scoresOf, THRESHOLD_METRICS, mapValues } from './saliencyScores.ts';
import { ThresholdMetric } from './thresholds.ts';

const row = (...levels: number[]) => ({
  height: 1,
  width: levels.length,
  data: Uint8Array.from(levels),
});
const truth = row(0, 0, 255, 255);

function scores(...levels: number[]) {
  const pair = preparePair(row(...levels), truth, { normalise: false });
  const ofCurves = mapValues(THRESHOLD_METRICS, (score) =>
    new ThresholdMetric(score).step(pair.counts),
  );
  return scoresOf(mapScores(pair), ofCurves);
}

describe('scoresOf', () => {
  it('takes every score of the table from its metric', () => {
    const all = scores(0, 255, 255, 255);
    expect(Object.keys(all)).toEqual(Object.keys(SCORES));
    expect(all).toMatchObject({
      foregroundAccuracy: 1,
      backgroundAccuracy: 0.5,
      classAccuracy: 0.75,
      balancedErrorRate: 0.25,
      pixelAccuracy: 0.75,
      mae: 0.25,
    });
  });

  it('scores without a threshold a right map, a wrong one and one half right', () => {
    const [good, bad, half] = [
      scores(...truth.data),
      scores(255, 255, 0, 0),
      scores(0, 255, 0, 255),
    ];
    expect([good.mae, bad.mae, half.mae]).toEqual([0, 1, 0.5]);
    expect(good.sMeasure).toBeCloseTo(1, 10);
    expect(bad.sMeasure).toBe(0);
    expect(good.weightedF).toBeCloseTo(1, 12);
  });
});
