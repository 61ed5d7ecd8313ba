import { describe, expect, it } from 'vitest';
import { descendingOrder, errorDetection } from './errorDetection.ts';
import { randomNumbers } from './fixtures/randomPairs.ts';

/** Share of the pairs of a wrong and a right pixel in which the wrong one is more uncertain; equal ones count half. */
function aurocByPairs(uncertainty: Float32Array, wrong: Uint8Array): number {
  let won = 0;
  let pairs = 0;
  for (let i = 0; i < wrong.length; i++) {
    for (let j = 0; j < wrong.length; j++) {
      if (wrong[i] === 0 || wrong[j] === 1) continue;
      pairs++;
      won += uncertainty[i] === uncertainty[j] ? 0.5 : Number(uncertainty[i]! > uncertainty[j]!);
    }
  }
  return won / pairs;
}

/** Mean over the wrong pixels of the precision when flagging all that are at least as uncertain. */
function auprByThresholds(uncertainty: Float32Array, wrong: Uint8Array): number {
  let sum = 0;
  let errors = 0;
  for (let i = 0; i < wrong.length; i++) {
    if (wrong[i] === 0) continue;
    errors++;
    const flagged = [...uncertainty.keys()].filter((j) => uncertainty[j]! >= uncertainty[i]!);
    sum += flagged.filter((j) => wrong[j] === 1).length / flagged.length;
  }
  return sum / errors;
}

describe('errorDetection', () => {
  it('agrees with the definitions by pairs and by thresholds, with and without ties', () => {
    const random = randomNumbers(7);
    for (const levels of [2, 5, 1e9]) {
      const uncertainty = Float32Array.from({ length: 300 }, () => Math.floor(random() * levels));
      const wrong = Uint8Array.from(uncertainty, (value) =>
        random() < 0.1 + (0.5 * value) / levels ? 1 : 0,
      );
      const { auroc, aupr, errorRate } = errorDetection(uncertainty, wrong);
      expect(auroc).toBeCloseTo(aurocByPairs(uncertainty, wrong), 12);
      expect(aupr).toBeCloseTo(auprByThresholds(uncertainty, wrong), 12);
      expect(errorRate).toBeCloseTo(wrong.reduce((sum, value) => sum + value) / 300, 14);
    }
  });

  it('scores perfect, inverted and constant uncertainty in closed form', () => {
    const wrong = Uint8Array.of(1, 1, 0, 0, 0, 0);
    const perfect = errorDetection(Float32Array.of(9, 8, 3, 2, 1, 0), wrong);
    expect(perfect).toEqual({ auroc: 1, aupr: 1, errorRate: 1 / 3 });
    const inverted = errorDetection(Float32Array.of(0, 1, 2, 3, 8, 9), wrong);
    expect(inverted.auroc).toBe(0);
    expect(inverted.aupr).toBeCloseTo((1 / 5 + 2 / 6) / 2, 14);
    const constant = errorDetection(new Float32Array(6).fill(0.3), wrong);
    expect(constant).toEqual({ auroc: 0.5, aupr: 1 / 3, errorRate: 1 / 3 });
  });

  it('is undefined when all pixels are right, or all wrong', () => {
    const uncertainty = Float32Array.of(1, 2);
    expect(errorDetection(uncertainty, Uint8Array.of(0, 0)).auroc).toBeNull();
    expect(errorDetection(uncertainty, Uint8Array.of(1, 1))).toEqual({
      auroc: null,
      aupr: null,
      errorRate: 1,
    });
  });

  it('refuses lists of different lengths', () => {
    expect(() => errorDetection(Float32Array.of(1), Uint8Array.of(0, 1))).toThrow(
      'The uncertainty has 1 values and the errors have 2; give one of each per pixel.',
    );
  });
});

describe('descendingOrder', () => {
  it('orders values of every sign and size, equal ones as they came', () => {
    const random = randomNumbers(1);
    const values = Float32Array.from({ length: 5000 }, () => {
      const size = 10 ** Math.round(random() * 80 - 45);
      return random() < 0.3 ? Math.round(random() * 6) - 3 : (random() - 0.5) * size;
    });
    const expected = [...values.keys()].sort((a, b) => values[b]! - values[a]! || a - b);
    expect([...descendingOrder(values)]).toEqual(expected);
  });

  it('holds both zeros equal', () => {
    expect([...descendingOrder(Float32Array.of(-0, 0, 1, -0, -1, 0))]).toEqual([2, 0, 1, 3, 5, 4]);
  });
});
