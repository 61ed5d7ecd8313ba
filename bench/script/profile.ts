import type { CDPSession } from '@playwright/test';

/** A function of the page's script and the time spent in it alone. */
export interface FunctionTime {
  readonly name: string;
  readonly milliseconds: number;
}

/** What the page's main thread did while something ran. Waiting, for the GPU or for a processor, is not in it. */
export interface ScriptProfile {
  /** Processor time of all the thread's tasks, by Chromium's own count: script, and what the browser does for it. */
  readonly tasksMs: number;
  /** The share of script in it, by Chromium's profiler. */
  readonly scriptMs: number;
  /** The longest first; together they are `scriptMs`. */
  readonly functions: readonly FunctionTime[];
}

/** Of the profiler, in microseconds. */
const INTERVAL = 100;

/** What the profiler calls time that is no task, and what it calls tasks outside of script. */
const NO_TASK: readonly string[] = ['(root)', '(idle)'];
const NO_SCRIPT = '(program)';

/** The parts of a profile of Chromium that are used. */
interface RawProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly lineNumber: number };
  }[];
  /** The function of each sample. */
  readonly samples?: readonly number[];
}

/** Runs `work` in the page and tells where the time of its main thread went. */
export async function profileScript(
  devtools: CDPSession,
  work: () => Promise<void>,
): Promise<ScriptProfile> {
  await devtools.send('Profiler.enable');
  await devtools.send('Profiler.setSamplingInterval', { interval: INTERVAL });
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  // The profiler itself takes time of the thread, so that time is taken without it.
  const before = await tasksMs(devtools);
  await work();
  const time = (await tasksMs(devtools)) - before;
  await devtools.send('Profiler.start');
  await work();
  const { profile } = await devtools.send('Profiler.stop');
  return scriptProfile(profile, time);
}

async function tasksMs(devtools: CDPSession): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics');
  return 1000 * metrics.find(({ name }) => name === 'TaskDuration')!.value;
}

/**
 * Divides the processor time of tasks by the profiler's samples. By how long each sample lasted would be wrong: where
 * other programs have the processor, a sample lasts as long as they do.
 */
export function scriptProfile({ nodes, samples = [] }: RawProfile, tasksMs: number): ScriptProfile {
  const names = new Map(
    nodes.map(({ id, callFrame: { functionName, lineNumber } }) => [
      id,
      functionName || `line ${lineNumber + 1}`,
    ]),
  );
  const inTasks = samples.map((id) => names.get(id)!).filter((name) => !NO_TASK.includes(name));
  const counts = new Map<string, number>();
  for (const name of inTasks) counts.set(name, (counts.get(name) ?? 0) + 1);
  counts.delete(NO_SCRIPT);
  const functions = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => ({ name, milliseconds: (tasksMs * count) / inTasks.length }));
  const scriptMs = functions.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return { tasksMs, scriptMs, functions };
}
