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

/**
 * Processor milliseconds that the browser has used so far, all threads. On a busy machine this compares engines on the
 * processor better than the clock does. Null outside Linux.
 *
 * @param name only of threads whose name begins so, such as `DedicatedWorker`; by default of all
 */
export function browserProcessorTime(name = ''): number | null {
  if (process.platform !== 'linux') return null;
  let nanoseconds = 0;
  for (const id of descendants()) {
    for (const thread of list(`/proc/${id}/task`)) {
      if (!read(`/proc/${id}/task/${thread}/comm`).startsWith(name)) continue;
      nanoseconds += Number(read(`/proc/${id}/task/${thread}/schedstat`).split(' ')[0] ?? 0);
    }
  }
  return nanoseconds / 1e6;
}
