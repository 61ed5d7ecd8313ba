import { availableParallelism, totalmem } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { BackendName } from '../worker/startProtocol.ts';
import { describeError, isBadInput, NoRoom } from './failures.ts';
import { dropFiles, onWriting, type WritingNews } from './files.ts';

/** To a thread. */
export interface JobMessage<Job> {
  readonly index: number;
  readonly job: Job;
}

/** From a thread: ready for a job; the answer to one; a file it writes; or an error that makes every job pointless. */
export type ThreadMessage<Result> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'result'; readonly index: number; readonly outcome: Outcome<Result> }
  | ({ readonly kind: 'writing' } & WritingNews)
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
 * Pools of others were tried: when a thread's set-up fails, tinypool 2.2 and piscina 5.3 leave waiting jobs waiting for ever,
 * where somebody at the command line has to be told what is wrong with the model.
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
        const unfinished = new Set<string>();
        const assign = () => {
          current = next < jobs.length ? next++ : null;
          if (current === null) return;
          const message: JobMessage<Job> = { index: current, job: jobs[current]! };
          worker.postMessage(message);
        };
        worker.on('message', (message: ThreadMessage<Result>) => {
          if (message.kind === 'writing') {
            if (message.ended) unfinished.delete(message.file);
            else unfinished.add(message.file);
          } else if (message.kind === 'fatal') {
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
          dropFiles(unfinished);
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

/** What a thread of this program is started with. */
export interface ThreadData<Setup> {
  /** Address of the thread's own file. */
  readonly entry: string;
  readonly setup: Setup;
}

/** Starts one of this folder's thread files, such as `./metricsThread.ts`. */
export function startThread<Setup>(file: string, setup: Setup): Worker {
  const workerData: ThreadData<Setup> = { entry: new URL(file, import.meta.url).href, setup };
  return new Worker(new URL('./threadEntry.mjs', import.meta.url), { workerData });
}

/** All threads share one GPU: two keep it busy while one of them measures. */
const GPU_THREADS = 2;

/** Memory for a thread with a network of its own: 370 MB were measured, the rest is room. */
const THREAD_BYTES = 600e6;

/**
 * How many threads to use: the given number, else one a core as far as the memory goes. More than one a core only
 * cost time (measured with 1 to 4 threads on two cores).
 */
export function threadCount(given: number | undefined, backend: BackendName): number {
  if (given !== undefined) return given;
  const most =
    backend === 'webgpu' ? GPU_THREADS : Math.max(1, Math.floor(totalmem() / THREAD_BYTES));
  return Math.min(availableParallelism(), most);
}

/**
 * The thread's side of `runOnThreads`: sets up once, then answers jobs. A job that throws is a problem of
 * that job alone.
 *
 * @param setUp gets what the thread was started with and returns the function that does a job
 */
export async function serveJobs<Setup, Job, Result>(
  setUp: (setup: Setup) => Promise<(job: Job) => Promise<Result>>,
): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('This file is started by the program as a worker thread.');
  const send = (message: ThreadMessage<Result>) => port.postMessage(message);
  onWriting((news) => send({ kind: 'writing', ...news }));
  let work: (job: Job) => Promise<Result>;
  try {
    work = await setUp((workerData as ThreadData<Setup>).setup);
  } catch (error) {
    send({ kind: 'fatal', message: describeError(error), badInput: isBadInput(error) });
    return;
  }
  port.on('message', (message: JobMessage<Job>) => void answerJob(work, message).then(send));
  send({ kind: 'ready' });
}

/** What a thread says of a job. Where there is no room for its results, there is none for those of the others. */
export async function answerJob<Job, Result>(
  work: (job: Job) => Promise<Result>,
  { index, job }: JobMessage<Job>,
): Promise<ThreadMessage<Result>> {
  try {
    return { kind: 'result', index, outcome: { ok: true, value: await work(job) } };
  } catch (error) {
    const message = describeError(error);
    if (error instanceof NoRoom) return { kind: 'fatal', message, badInput: true };
    return { kind: 'result', index, outcome: { ok: false, problem: message } };
  }
}

/** Hands values on in the order of their indices, whatever the order they come in. */
export class InOrder<Value> {
  private readonly waiting = new Map<number, Value>();
  private readonly take: (index: number, value: Value) => void;
  private next = 0;

  constructor(take: (index: number, value: Value) => void) {
    this.take = take;
  }

  /** @param index each from 0 on exactly once */
  put(index: number, value: Value): void {
    this.waiting.set(index, value);
    while (this.waiting.has(this.next)) {
      const index = this.next++;
      const value = this.waiting.get(index) as Value;
      this.waiting.delete(index);
      this.take(index, value);
    }
  }
}
