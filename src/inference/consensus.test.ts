import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { adaptiveThreshold, consensus } from './sampleSummary.ts';

function row(...values: number[]): ScalarMap {
  return { height: 1, width: values.length, data: Float32Array.from(values) };
}

describe('adaptiveThreshold', () => {
  it('is twice the mean', () => {
    expect(adaptiveThreshold(row(0, 0.25, 0.25, 0.5))).toBe(0.5);
  });

  it('is at most 1', () => {
    expect(adaptiveThreshold(row(1, 1, 0.5, 1))).toBe(1);
  });
});

describe('consensus', () => {
  it('follows the paper on an example worked by hand', () => {
    // Thresholds 0.75, 0.5 and 0.875; votes 1000, 1100 and 0110; majority 1100.
    const maps = [row(1, 0.25, 0.125, 0.125), row(0.5, 0.5, 0, 0), row(0.25, 1, 0.5, 0)];
    const { consensusMap, agreement } = consensus(maps);
    const close = (actual: Float32Array, expected: number[]) =>
      expected.forEach((value, pixel) => expect(actual[pixel]).toBeCloseTo(value, 6));
    close(agreement.data, [2 / 3, 2 / 3, 1, 1]);
    // Agreement times the mean of those who agree.
    close(consensusMap.data, [
      (2 / 3) * ((1 + 0.5) / 2),
      (2 / 3) * ((0.5 + 1) / 2),
      (0.125 + 0 + 0.5) / 3,
      (0.125 + 0 + 0) / 3,
    ]);
  });

  it('gives back a single sample', () => {
    const map = row(0.75, 0.5, 0.25, 0);
    expect(consensus([map]).consensusMap).toEqual(map);
    expect([...consensus([map]).agreement.data]).toEqual([1, 1, 1, 1]);
  });

  it('counts a tie as not salient', () => {
    const { agreement, consensusMap } = consensus([row(1, 0), row(0, 1)]);
    expect([...agreement.data]).toEqual([0.5, 0.5]);
    // Of one half each if the tie were salient.
    expect([...consensusMap.data]).toEqual([0, 0]);
  });

  it('finds nothing in maps that are 0 everywhere', () => {
    const { agreement } = consensus([row(0, 0), row(0, 0)]);
    // Nobody would agree if they were salient.
    expect([...agreement.data]).toEqual([1, 1]);
  });

  it('refuses nothing and mixed sizes', () => {
    expect(() => consensus([])).toThrow('consensus needs at least one map, got none.');
    expect(() => consensus([row(0), row(0, 1)])).toThrow('maps of one size, got 1×1 and 1×2');
  });
});
