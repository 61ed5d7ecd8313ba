import { describe, expect, it } from 'vitest';
import { type Effect, findChange, nextAmount, SAME_ANSWER } from './changeSearch.ts';

function effect(amount: number, overlap: number): Effect {
  return { amount, overlap, saliency: 0, depth: 0, disagreement: 0 };
}

/** Measures what is asked for, of an answer that changes at an amount. */
function search(changesAt: number): Effect[] {
  const effects: Effect[] = [];
  for (let next = nextAmount(effects); next !== null; next = nextAmount(effects)) {
    effects.push(effect(next, next >= changesAt ? SAME_ANSWER - 0.1 : 1));
  }
  return effects;
}

describe('the search for the damage that changes the answer', () => {
  it('measures the curves first, and then comes as near as a sixty-fourth', () => {
    const effects = search(0.4);
    expect(effects.slice(0, 8).map(({ amount }) => amount * 8)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    const { before, after } = findChange(effects)!;
    expect(before).toBeLessThan(0.4);
    expect(after).toBeGreaterThanOrEqual(0.4);
    expect(after - before).toBeLessThanOrEqual(1 / 64);
    expect(effects).toHaveLength(11);
  });

  it('ends with the curves where the answer never changes', () => {
    const effects = search(2);
    expect(effects).toHaveLength(8);
    expect(findChange(effects)).toBeNull();
  });

  it('takes the first change for the one that counts, also between the slider’s own amounts', () => {
    const effects = [effect(0.5, 0.1), effect(0.25, 0.9), effect(0.75, 0.95), effect(0.3, 0.5)];
    expect(findChange(effects)).toEqual({ before: 0.25, after: 0.3 });
    expect(findChange([effect(0.1, 0)])).toEqual({ before: 0, after: 0.1 });
  });
});
