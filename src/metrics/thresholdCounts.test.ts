import { describe, expect, it } from 'vitest';
import { preparePair } from './saliencyPair.ts';

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
