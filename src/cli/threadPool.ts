import type { Worker } from 'node:worker_threads';

/** To a thread. */
export interface JobMessage<Job> {
  readonly index: number;
  readonly job: Job;
}

/** From a thread: ready for a job; the answer to one; or an error that makes every job pointless. */
export type ThreadMessage<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly index: number; readonly outcome: Outcome<Result> }
  | { readonly kind: 'fatal'; readonly message: string; readonly badInput: boolean };

/** How a job ended. A problem is one sentence for the user. */
export type Outcome<Result> =
  { readonly ok: true; readonly value: Result } | { readonly ok: false; readonly problem: string };

/** No thread can work; `badInput` says whether the user can do something about it. */
export class PoolFailure extends Error {
  override readonly name = 'PoolFailure';

  constructor(
    message: string,
    readonly badInput: boolean,
  ) {
    super(message);
  }
}

/** A thread that dies takes its job with it and is replaced, unless it dies before its first job. */
const CRASHED = 'The thread that worked on it crashed';

/**
 * Runs jobs on worker threads, each thread one job at a time, and hands over each outcome as it comes: in
 * no particular order.
 *
 * @param start starts a thread; it sends `ThreadMessage`s and is sent `JobMessage`s
 * @param signal ends the work early; jobs without an outcome are given up
 * @throws PoolFailure when a thread reports a fatal error or dies before its first job
 */
export async function runOnThreads<Job, Result>(
  start: () => Worker,
  threads: number,
  jobs: readonly Job[],
  onOutcome: (index: number, outcome: Outcome<Result>) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (jobs.length === 0) return;
  let next = 0;
  let open = jobs.length;
  const workers = new Set<Worker>();
  try {
    await new Promise<void>((resolve, reject) => {
      const finish = (index: number, outcome: Outcome<Result>) => {
        try {
          onOutcome(index, outcome);
        } catch (error) {
          reject(error);
        }
        if (--open === 0) resolve();
      };
      const hire = () => {
        const worker = start();
        workers.add(worker);
        let ready = false;
        let current: number | null = null;
        let death: string | null = null;
        const assign = () => {
          current = next < jobs.length ? next++ : null;
          if (current === null) return;
          const message: JobMessage<Job> = { index: current, job: jobs[current]! };
          worker.postMessage(message);
        };
        worker.on('message', (message: ThreadMessage<Result>) => {
          if (message.kind === 'fatal') {
            reject(new PoolFailure(message.message, message.badInput));
          } else if (message.kind === 'ready') {
            ready = true;
            assign();
          } else {
            current = null;
            finish(message.index, message.outcome);
            assign();
          }
        });
        worker.on('error', (error: Error) => (death = error.message));
        worker.on('exit', () => {
          if (!workers.delete(worker)) return; // ended on purpose
          if (!ready) {
            reject(
              new PoolFailure(`A worker thread did not start: ${death ?? 'it ended'}.`, false),
            );
            return;
          }
          const lost = current;
          if (next < jobs.length) hire();
          if (lost !== null)
            finish(lost, { ok: false, problem: `${CRASHED}: ${death ?? 'it ended'}.` });
        });
      };
      signal?.addEventListener('abort', () => resolve(), { once: true });
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      for (let i = 0; i < Math.min(threads, jobs.length); i++) hire();
    });
  } finally {
    const ending = [...workers];
    workers.clear();
    await Promise.all(ending.map((worker) => worker.terminate()));
  }
}
