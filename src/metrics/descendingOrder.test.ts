import { describe, expect, it } from 'vitest';
import { descendingOrder } from './errorDetection.ts';
import { randomNumbers } from './fixtures/randomPairs.ts';

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
