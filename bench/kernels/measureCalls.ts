import type { BenchPage } from '../browser/benchPage.ts';
import { costOf, measure, type TimeUnit } from '../browser/measure.ts';
import { quantile } from '../../src/math/statistics.ts';
import { PEAK_NAMES, type PeakName, peakWork } from './devicePeaks.ts';
import type { KernelCall } from './kernelCall.ts';
import type { KernelEngine, KernelsApi } from './page.ts';
import type { Peaks } from './roofline.ts';

export type KernelsPage = BenchPage<KernelsApi>;

/** What one run of a call takes, in milliseconds. */
export interface CallReport {
  readonly call: KernelCall;
  readonly oursMs: number;
  /** By tfjs's kernel or, where it has none of this name, by its operations. */
  readonly stockMs: number;
  /** GPU programs of tfjs for it. */
  readonly stockPrograms: number;
  /** Largest difference between the engines, as a share of the largest value. */
  readonly difference: number;
}

/** Measured figures of the device, by shader: GFLOPS or GB/s. */
export type PeakFigures = Readonly<Record<PeakName, number>>;

export interface MeasureOptions {
  readonly unit: TimeUnit;
  readonly rounds: number;
}

/** So much work is measured at a time that starting and waiting hardly count. */
const TARGET_MS: Readonly<Record<TimeUnit, number>> = { 'processor time': 120, clock: 40 };
const MOST_REPEATS = 1024;
const ENGINES: readonly KernelEngine[] = ['ours', 'stock'];

type Runner = (repeats: number) => Promise<{ clockMs: number }>;

async function costPerRun(run: Runner, repeats: number, unit: TimeUnit): Promise<number> {
  const { timing } = await measure(() => run(repeats));
  return costOf(timing, unit) / repeats;
}

/** How many runs in a row take long enough. */
async function findRepeats(run: Runner, unit: TimeUnit): Promise<number> {
  let repeats = 1;
  for (;;) {
    const total = repeats * (await costPerRun(run, repeats, unit));
    if (total >= TARGET_MS[unit] / 2 || repeats >= MOST_REPEATS) return repeats;
    const factor = Math.min(Math.max(TARGET_MS[unit] / total, 2), 16);
    repeats = Math.min(Math.ceil(repeats * factor), MOST_REPEATS);
  }
}

/** Median costs of several pieces of work, all of them in every round. */
async function interleaved(
  runners: readonly Runner[],
  { unit, rounds }: MeasureOptions,
): Promise<number[]> {
  const repeats: number[] = [];
  for (const run of runners) repeats.push(await findRepeats(run, unit));
  const costs = runners.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, run] of runners.entries()) {
      costs[index]!.push(await costPerRun(run, repeats[index]!, unit));
    }
  }
  return costs.map((each) => quantile(each, 0.5));
}

/** The device's own limits, by shaders that do nothing else. */
export async function measurePeaks(
  page: KernelsPage,
  options: MeasureOptions,
): Promise<PeakFigures> {
  for (const name of PEAK_NAMES) await page.call('runPeak', name, 1); // compiles
  const runners = PEAK_NAMES.map(
    (name): Runner =>
      (repeats) =>
        page.call('runPeak', name, repeats),
  );
  const costs = await interleaved(runners, options);
  const figures = PEAK_NAMES.map((name, index) => {
    const { operations, bytes } = peakWork(name);
    return [name, (name === 'multiply-add' ? operations : bytes) / costs[index]! / 1e6] as const;
  });
  return Object.fromEntries(figures) as Record<PeakName, number>;
}

/** The roofline's two limits: the faster of the two ways to move memory counts. */
export function peaksOf(figures: PeakFigures): Peaks {
  return {
    gigaflops: figures['multiply-add'],
    gigabytesPerSecond: Math.max(figures.copy, figures.read),
  };
}

/** Times one call after the other, ours and stock in turns on the same inputs. */
export async function measureCalls(
  page: KernelsPage,
  calls: readonly KernelCall[],
  options: MeasureOptions,
): Promise<CallReport[]> {
  const reports: CallReport[] = [];
  for (const call of calls) {
    const { difference, stockPrograms } = await page.call('prepare', call.index);
    const runners = ENGINES.map(
      (engine): Runner =>
        (repeats) =>
          page.call('run', engine, repeats),
    );
    const [oursMs, stockMs] = (await interleaved(runners, options)) as [number, number];
    await page.call('release');
    reports.push({ call, oursMs, stockMs, stockPrograms, difference });
    console.error(`${reports.length} of ${calls.length} calls measured`);
  }
  return reports;
}
