import { readdirSync, readFileSync } from 'node:fs';

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // the process has ended
  }
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Every process that descends from this one: the browser, its GPU process, its pages. */
function descendants(): string[] {
  const children = new Map<string, string[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /\) \S (\d+)/.exec(read(`/proc/${entry}/stat`))?.[1];
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), entry]);
  }
  const found: string[] = [];
  const visit = (id: string): void => {
    for (const child of children.get(id) ?? []) {
      found.push(child);
      visit(child);
    }
  };
  visit(String(process.pid));
  return found;
}

/** Milliseconds of a process's threads that live and whose name begins with `name`. */
function ofLiveThreads(id: string, name: string): number {
  let nanoseconds = 0;
  for (const thread of list(`/proc/${id}/task`)) {
    if (!read(`/proc/${id}/task/${thread}/comm`).startsWith(name)) continue;
    nanoseconds += Number(read(`/proc/${id}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
  }
  return nanoseconds / 1e6;
}

/** In which Linux tells of a process, of which it forgets no thread. */
const TICK_MS = 10;

/** User's and system's milliseconds of a process with all threads it ever had, in whole ticks. */
function inTicks(id: string): number {
  const found = /\) \S (?:\S+ ){10}(\d+) (\d+)/.exec(read(`/proc/${id}/stat`));
  return found === null ? 0 : (Number(found[1]) + Number(found[2])) * TICK_MS;
}

/** What a process had used when it was last looked at. */
interface Usage {
  /** By threads that have ended. */
  readonly ended: number;
  readonly total: number;
}

/** By process, those that have ended too. */
const usages = new Map<string, Usage>();

/**
 * Processor milliseconds that the browser has used so far, all threads. On a busy machine this compares engines on the
 * processor better than the clock does. Never less than the time before. Threads that live count to the nanosecond, those that
 * ended in ticks, of which two may be missing at first. Null outside Linux.
 */
export function browserProcessorTime(): number | null {
  if (process.platform !== 'linux') return null;
  for (const id of descendants()) {
    const before = usages.get(id) ?? { ended: 0, total: 0 };
    // In this order: a thread that ends in between has ended.
    const whole = inTicks(id);
    const live = ofLiveThreads(id, '');
    const ended = Math.max(before.ended, whole - live);
    usages.set(id, { ended, total: Math.max(before.total, live + ended) });
  }
  return [...usages.values()].reduce((sum, { total }) => sum + total, 0);
}

/**
 * Of those threads of the browser alone whose name begins so, such as `DedicatedWorker`, as long as they live: whoever
 * ends takes its time along. Null outside Linux.
 */
export function threadProcessorTime(name: string): number | null {
  if (process.platform !== 'linux') return null;
  return descendants().reduce((sum, id) => sum + ofLiveThreads(id, name), 0);
}
