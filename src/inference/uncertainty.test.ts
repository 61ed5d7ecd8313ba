import { describe, expect, it } from 'vitest';
import type { ScalarMap } from '../image/types.ts';
import { meanMap, uncertaintyParts, varianceMap } from './sampleSummary.ts';

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

describe('uncertaintyParts', () => {
  it('of one sample are its entropy, that of a coin, and no disagreement', () => {
    const {
      total,
      expected: own,
      disagreement,
    } = uncertaintyParts([row(0, 1, 0.5, 0.25, 0.75, 0.125)]);
    // H(¼) = 2 − ¾·log₂ 3 and H(⅛) = 3 − ⅞·log₂ 7.
    const quarter = 2 - 0.75 * Math.log2(3);
    const expected = [0, 0, 1, quarter, quarter, 3 - 0.875 * Math.log2(7)];
    expected.forEach((bits, pixel) => expect(total.data[pixel]).toBeCloseTo(bits, 6));
    expect(own.data).toEqual(total.data);
    expect(disagreement.data).toEqual(new Float32Array(6));
  });

  it('are all disagreement where sure samples differ, and all expected where unsure ones agree', () => {
    const parts = uncertaintyParts([row(1, 0.5), row(0, 0.5)]);
    expect([...parts.total.data]).toEqual([1, 1]);
    expect([...parts.expected.data]).toEqual([0, 1]);
    expect([...parts.disagreement.data]).toEqual([1, 0]);
  });

  it('add up, and disagreement is never below 0', () => {
    const maps = [row(0.1, 0.7, 0.30000001), row(0.9, 0.6, 0.3), row(0.2, 0.65, 0.3)];
    const { total, expected, disagreement } = uncertaintyParts(maps);
    total.data.forEach((bits, pixel) => {
      expect(expected.data[pixel]! + disagreement.data[pixel]!).toBeCloseTo(bits, 6);
      expect(disagreement.data[pixel]).toBeGreaterThanOrEqual(0);
    });
  });

  it('refuses to work without samples', () => {
    expect(() => uncertaintyParts([])).toThrow('needs at least one map');
  });
});
