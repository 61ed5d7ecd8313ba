import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { entropyMap, meanMap, varianceMap } from './sampleSummary.ts';

function row(...values: number[]): ScalarMap {
  return { height: 1, width: values.length, data: Float32Array.from(values) };
}

describe('meanMap', () => {
  it('averages pixel by pixel', () => {
    expect(meanMap([row(0, 1, 0.5), row(1, 1, 0.25)]).data).toEqual(Float32Array.of(0.5, 1, 0.375));
  });
});

describe('varianceMap', () => {
  it('is p(1 − p) for binary samples', () => {
    const maps = [row(1, 0), row(0, 0), row(0, 1), row(0, 1)];
    expect(varianceMap(maps).data).toEqual(Float32Array.of(0.25 * 0.75, 0.5 * 0.5));
  });

  it('is (n² − 1) / 12 of n steps in a row, scaled by the step squared', () => {
    const step = 1 / 8;
    const maps = Array.from({ length: 8 }, (_, index) => row(index * step));
    expect(varianceMap(maps).data[0]).toBeCloseTo(((8 * 8 - 1) / 12) * step * step, 7);
  });

  it('is 0 for one sample and for equal samples', () => {
    expect(varianceMap([row(0.3)]).data[0]).toBe(0);
    expect(varianceMap([row(0.3), row(0.3), row(0.3)]).data[0]).toBe(0);
  });
});

describe('entropyMap', () => {
  it('is that of a coin', () => {
    const { data } = entropyMap([row(0, 1, 0.5, 0.25, 0.75, 0.125)]);
    // H(¼) = 2 − ¾·log₂ 3 and H(⅛) = 3 − ⅞·log₂ 7.
    const quarter = 2 - 0.75 * Math.log2(3);
    const expected = [0, 0, 1, quarter, quarter, 3 - 0.875 * Math.log2(7)];
    expected.forEach((bits, pixel) => expect(data[pixel]).toBeCloseTo(bits, 6));
  });

  it('looks at the mean of the samples', () => {
    expect(entropyMap([row(1), row(0)]).data[0]).toBe(1);
  });

  it('refuses to work without samples', () => {
    expect(() => entropyMap([])).toThrow('needs at least one map');
  });
});
