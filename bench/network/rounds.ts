import { setTimeout as wait } from 'node:timers/promises';
import type { BenchPage } from '../browser/benchPage.ts';
import type { GpuMemory } from '../../e2e/gpuMemory.ts';
import { measure, perRepeat, type Timing } from '../browser/measure.ts';
import { type EngineName, type Excerpt, type Step, STEPS, type WasmFacts } from './engine.ts';
import type { NetworkApi } from './page.ts';

/** A step is repeated until it takes about this long. What the driver costs then hardly counts. */
const TURN_MS = 1000;
const MOST_REPEATS = 5;
/** Before an engine's turn: threads of the one before may still be spinning. */
const PAUSE_MS = 300;

/** What an engine took, from its start to the last round. */
export interface EngineReport {
  readonly name: EngineName;
  /** Why the engine did not run, or stopped. */
  error?: string;
  wasm: WasmFacts | null;
  /** Until its weights are loaded. */
  start?: Timing;
  /** From then until it is ready. */
  warmUp?: Timing;
  /** Each step's first time, on the first photo, when programs of its own are still compiled. */
  readonly first: Partial<Record<Step, Timing>>;
  /** One entry a round. */
  readonly rounds: Record<Step, Timing[]>;
  readonly excerpts: Partial<Record<Step, Excerpt>>;
  gpuMemory: GpuMemory | null;
}

export interface NetworkPage extends Pick<BenchPage<NetworkApi>, 'call'> {
  /** Of all threads, in milliseconds so far; by default the browser's. */
  readonly processorTime?: () => number | null;
}

function emptyReport(name: EngineName): EngineReport {
  return {
    name,
    wasm: null,
    first: {},
    rounds: { setImage: [], sample: [], samplesAndConsensus: [] },
    excerpts: {},
    gpuMemory: null,
  };
}

/** An engine that fails is left out from then on, and the report says why. */
async function guarded(report: EngineReport, work: () => Promise<void>): Promise<void> {
  if (report.error !== undefined) return;
  await wait(PAUSE_MS);
  try {
    await work();
  } catch (error) {
    report.error = (error instanceof Error ? error.message : String(error)).split('\n')[0]!;
  }
}

async function timeStep(
  page: NetworkPage,
  report: EngineReport,
  step: Step,
  repeats: number,
): Promise<Timing> {
  const { timing, result } = await measure(
    () => page.call('step', report.name, step, repeats),
    page.processorTime,
  );
  report.excerpts[step] = result.excerpt;
  const each = perRepeat(timing, repeats);
  console.error(`${report.name} ${step}: ${Math.round(each.clockMs)} ms by the clock`);
  return each;
}

async function startAndWarmUp(
  page: NetworkPage,
  report: EngineReport,
  threads: number,
): Promise<void> {
  const { name } = report;
  const start = await measure(() => page.call('start', name, threads), page.processorTime);
  report.start = start.timing;
  report.wasm = start.result.wasm;
  report.warmUp = (await measure(() => page.call('warmUp', name), page.processorTime)).timing;
  console.error(`${name} ready: ${Math.round(report.warmUp.clockMs)} ms by the clock`);
  for (const step of STEPS) report.first[step] = await timeStep(page, report, step, 1);
}

export interface RoundOptions {
  readonly rounds: number;
  /** After so many no other round begins; the first one always does. */
  readonly seconds: number;
  readonly threads: number;
}

/**
 * Starts every engine and runs its first image. Then all run in turns, and every round begins with another engine, so
 * that other work on the machine slows all alike.
 */
export async function runRounds(
  page: NetworkPage,
  names: readonly EngineName[],
  { rounds, seconds, threads }: RoundOptions,
): Promise<EngineReport[]> {
  const end = performance.now() + 1000 * seconds;
  const reports = names.map(emptyReport);
  for (const report of reports) await guarded(report, () => startAndWarmUp(page, report, threads));
  for (let round = 0; round < rounds; round++) {
    if (round > 0 && performance.now() > end) break;
    const first = round % reports.length;
    for (const report of [...reports.slice(first), ...reports.slice(0, first)]) {
      await guarded(report, async () => {
        for (const step of STEPS) {
          const last = report.rounds[step].at(-1) ?? report.first[step]!;
          const repeats = Math.min(Math.max(Math.round(TURN_MS / last.clockMs), 1), MOST_REPEATS);
          report.rounds[step].push(await timeStep(page, report, step, repeats));
        }
      });
    }
  }
  for (const report of reports) {
    await guarded(report, async () => {
      report.gpuMemory = await page.call('gpuMemory', report.name);
    });
  }
  return reports;
}
