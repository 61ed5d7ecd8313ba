import type { CDPSession, Page } from '@playwright/test';

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** The start, in microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Processor time in microseconds: unlike wall time it does not grow when the machine is busy. */
  readonly tdur?: number;
  readonly args: {
    readonly name?: string;
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string };
  };
}

/** Records the page's main thread while `action` runs. */
async function trace(session: CDPSession, action: () => Promise<void>): Promise<TraceEvent[]> {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => {
    events.push(...(value as unknown as TraceEvent[]));
  });
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel', 'devtools.timeline'] },
  });
  await action();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return events;
}

/**
 * The longest task of the page's main thread while `action` runs, in milliseconds of processor time.
 * Tasks that look at the page for the test do not count.
 */
export async function longestTask(page: Page, action: () => Promise<void>): Promise<number> {
  const session = await page.context().newCDPSession(page);
  const events = await trace(session, action);
  const key = (event: TraceEvent) => `${event.pid}:${event.tid}`;
  const mainThreads = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(key),
  );
  const onMainThread = events.filter((event) => event.ph === 'X' && mainThreads.has(key(event)));
  const looks = onMainThread.filter(
    ({ args }) => args.chrome_mojo_event_info?.mojo_interface_tag === 'blink.mojom.DevToolsSession',
  );
  const tasks = onMainThread.filter((event) => event.name.endsWith('RunTask'));
  const ofPage = tasks.filter(
    (task) => !looks.some((look) => key(look) === key(task) && isDuring(look, task)),
  );
  const times = ofPage.flatMap(({ tdur }) => tdur ?? []);
  if (times.length === 0) throw new Error('The trace holds no processor time of the main thread.');
  return Math.max(...times) / 1000;
}

function isDuring(event: TraceEvent, whole: TraceEvent): boolean {
  return event.ts >= whole.ts && event.ts <= whole.ts + (whole.dur ?? 0);
}

/** A task longer than this makes a page feel stuck, in milliseconds. */
export const LONGEST_TASK_MS = 50;
