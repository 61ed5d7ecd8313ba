import { describe, expect, it } from 'vitest';
import { stretchRange } from './stretchRange.ts';

describe('stretchRange', () => {
  it('brings quantiles to 0 and 1, and what lies beyond to the ends', () => {
    const values = Float32Array.of(0.2, 0.3, 0.4, 0.5, 0.6);
    const stretched = stretchRange(values, { clippedShare: 0.25, leastRange: 1e-6 });
    [0, 0, 0.5, 1, 1].forEach((value, i) => expect(stretched[i]).toBeCloseTo(value, 5));
  });

  it('does not stretch what is even but for rounding', () => {
    const stretched = stretchRange(Float32Array.of(0.5, 0.5 + 1e-7), {
      clippedShare: 0,
      leastRange: 1e-3,
    });
    expect(Math.max(...stretched)).toBeLessThan(1e-3);
  });
});
