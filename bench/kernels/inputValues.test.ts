import { describe, expect, it } from 'vitest';
import { inputValues } from './inputValues.ts';

describe('inputValues', () => {
  it('keeps values away from 0 and sums near 1', () => {
    const values = inputValues({ name: 'x', shape: [1, 20, 50, 4], dtype: 'float32' });
    expect(Math.min(...values)).toBeCloseTo(0.1);
    expect(Math.max(...values)).toBeCloseTo(1);
    const filter = inputValues({ name: 'expandWeight', shape: [1, 1, 100, 10], dtype: 'float32' });
    expect(Math.min(...filter)).toBeCloseTo(-0.1);
    expect(Math.max(...filter)).toBeCloseTo(0.1);
    expect(Array.from(filter).reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 0);
  });

  it('gives indices that every tensor has', () => {
    expect(inputValues({ name: 'indices', shape: [3], dtype: 'int32' })).toEqual(new Int32Array(3));
  });
});
