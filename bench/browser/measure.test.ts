import { describe, expect, it } from 'vitest';
import { costOf, measure, medianCost, perRepeat, sumOf } from './measure.ts';

const TIMINGS = [
  { clockMs: 10, processorMs: 4 },
  { clockMs: 30, processorMs: 2 },
  { clockMs: 20, processorMs: 9 },
];

describe('timings', () => {
  it('are compared in one unit', () => {
    expect(medianCost(TIMINGS, 'clock')).toBe(20);
    expect(medianCost(TIMINGS, 'processor time')).toBe(4);
    expect(costOf({ clockMs: 7, processorMs: null }, 'processor time')).toBe(7);
  });

  it('are divided and summed', () => {
    expect(perRepeat({ clockMs: 10, processorMs: 5 }, 5)).toEqual({ clockMs: 2, processorMs: 1 });
    expect(sumOf(TIMINGS)).toEqual({ clockMs: 60, processorMs: 15 });
    expect(sumOf([...TIMINGS, { clockMs: 1, processorMs: null }]).processorMs).toBeNull();
  });

  it('keep what the work returned', async () => {
    const { timing, result } = await measure(async () => ({ clockMs: 3, value: 'x' }));
    expect(timing.clockMs).toBe(3);
    expect(result.value).toBe('x');
  });

  it('hold the processor time of what computes', async () => {
    const times = [5, 12];
    const { timing } = await measure(
      async () => ({ clockMs: 3 }),
      () => times.shift()!,
    );
    expect(timing).toEqual({ clockMs: 3, processorMs: 7 });
  });

  it('are refused where the processor time runs backwards', async () => {
    const times = [12, 5];
    const measuring = measure(
      async () => ({ clockMs: 3 }),
      () => times.shift()!,
    );
    await expect(measuring).rejects.toThrow('ran backwards, from 12 ms to 5 ms');
  });
});
