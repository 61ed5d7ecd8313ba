import { describe, expect, it } from 'vitest';
import { randomNumbers } from './fixtures/randomPairs.ts';
import { sparsification } from './sparsification.ts';

/** Sorts, takes away, averages; keys must differ. */
function byRemoving(keys: Float32Array, errors: Float32Array, removed: number): number {
  const kept = [...keys.keys()].sort((a, b) => keys[b]! - keys[a]!).slice(removed);
  return kept.length === 0 ? 0 : kept.reduce((sum, i) => sum + errors[i]!, 0) / kept.length;
}

describe('sparsification', () => {
  it('agrees with sorting and removing at every step', () => {
    const random = randomNumbers(11);
    const error = Float32Array.from({ length: 137 }, random);
    const uncertainty = error.map((value) => value + random());
    const { curve, oracle, ause } = sparsification(uncertainty, error, 20);
    const all = byRemoving(error, error, 0);
    let area = 0;
    for (let step = 0; step <= 20; step++) {
      const removed = Math.round((step / 20) * 137);
      expect(curve[step]).toBeCloseTo(byRemoving(uncertainty, error, removed) / all, 10);
      expect(oracle[step]).toBeCloseTo(byRemoving(error, error, removed) / all, 10);
      if (step > 0) {
        area += (curve[step - 1]! - oracle[step - 1]! + curve[step]! - oracle[step]!) / 2 / 20;
      }
    }
    expect(ause).toBeCloseTo(area, 12);
    expect(ause).toBeGreaterThan(0);
  });

  it('is 0 when the uncertainty orders the pixels as the error does', () => {
    const error = Float32Array.of(0.1, 0.9, 0.5, 0, 0.3);
    const { ause, curve } = sparsification(
      error.map((value) => value ** 3 + 4),
      error,
      5,
    );
    expect(ause).toBe(0);
    [1, 0.9 / 4 / 0.36, 0.4 / 3 / 0.36, 0.1 / 2 / 0.36, 0, 0].forEach((value, step) => {
      expect(curve[step]).toBeCloseTo(value, 6);
    });
  });

  it('is flat for a constant uncertainty, however the pixels are laid out', () => {
    const error = Float32Array.of(1, 1, 1, 0, 0, 0, 0, 0, 0, 0);
    const { curve, oracle } = sparsification(new Float32Array(10), error, 10);
    for (let step = 0; step < 10; step++) expect(curve[step]).toBeCloseTo(1, 12);
    expect(curve[10]).toBe(0);
    expect(oracle.slice(0, 4)).toEqual([1, 2 / 9 / 0.3, 1 / 8 / 0.3, 0]);
  });

  it('is 0 when there is no error', () => {
    const { ause, curve } = sparsification(Float32Array.of(1, 2, 3), new Float32Array(3), 3);
    expect(ause).toBe(0);
    expect(curve).toEqual([0, 0, 0, 0]);
  });

  it('copes with more steps than pixels', () => {
    const { curve } = sparsification(Float32Array.of(2, 1), Float32Array.of(0.5, 1.5), 8);
    expect(curve).toEqual([1, 1, 1.5, 1.5, 1.5, 1.5, 0, 0, 0]);
  });

  it('refuses lists of different lengths', () => {
    expect(() => sparsification(new Float32Array(2), new Float32Array(3))).toThrow(
      'The uncertainty has 2 values and the error has 3; give one of each per pixel.',
    );
  });
});
