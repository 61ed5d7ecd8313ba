import { quantile } from '../../src/math/statistics.ts';
import { browserProcessorTime } from './processorTime.ts';

/** What something took. */
export interface Timing {
  readonly clockMs: number;
  /** Of the whole browser, or of Node where none runs, all threads; null where the system does not tell. */
  readonly processorMs: number | null;
}

/** How engines are compared: on a software adapter by processor time, on a GPU by the time one waits. */
export type TimeUnit = 'processor time' | 'clock';

/** Processor time for the software adapter, where the system tells it. */
export function chooseUnit(usesGpu: boolean): TimeUnit {
  return usesGpu || browserProcessorTime() === null ? 'clock' : 'processor time';
}

/** The figure of a timing that counts. */
export function costOf({ clockMs, processorMs }: Timing, unit: TimeUnit): number {
  return unit === 'clock' ? clockMs : (processorMs ?? clockMs);
}

/** The median of several timings in one unit. */
export function medianCost(timings: readonly Timing[], unit: TimeUnit): number {
  const costs = timings.map((timing) => costOf(timing, unit));
  return quantile(costs, 0.5);
}

/** `timing` divided among equal repetitions. */
export function perRepeat({ clockMs, processorMs }: Timing, repeats: number): Timing {
  return {
    clockMs: clockMs / repeats,
    processorMs: processorMs === null ? null : processorMs / repeats,
  };
}

/** Several timings one after the other. */
export function sumOf(timings: readonly Timing[]): Timing {
  return timings.reduce((sum, timing) => ({
    clockMs: sum.clockMs + timing.clockMs,
    processorMs:
      sum.processorMs === null || timing.processorMs === null
        ? null
        : sum.processorMs + timing.processorMs,
  }));
}

/**
 * Runs work in the page, which tells its own clock, and adds the processor time, by default of the browser.
 *
 * @throws Error where the processor time runs backwards
 */
export async function measure<Result extends { readonly clockMs: number }>(
  work: () => Promise<Result>,
  processorTime: () => number | null = browserProcessorTime,
): Promise<{ readonly timing: Timing; readonly result: Result }> {
  const before = processorTime();
  const result = await work();
  const after = processorTime();
  const processorMs = before === null || after === null ? null : after - before;
  if (processorMs !== null && processorMs < 0) {
    throw new Error(`The processor time ran backwards, from ${before} ms to ${after} ms.`);
  }
  return { timing: { clockMs: result.clockMs, processorMs }, result };
}
