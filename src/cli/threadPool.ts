import { availableParallelism, totalmem } from 'node:os';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import type { BackendName } from '../worker/startProtocol.ts';
import { BadInput, describeError, isBadInput, NoRoom } from './failures.ts';
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

/** No thread can work, by a fault that is not the user's. */
export class PoolFailure extends Error {
  override readonly name = 'PoolFailure';
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
 * @throws BadInput or PoolFailure when a thread reports a fatal error; PoolFailure when one dies before its first job
 */
export async function runOnThreads<Job, Result>(
  start: () => Worker,
  threads: number,
  jobs: readonly Job[],
  onOutcome: (index: number, outcome: Outcome<Result>) => void,
  signal?: AbortSignal,
): Promise<void> {
  if (jobs.length === 0) return;
  const pool = new Pool(start, jobs, onOutcome);
  try {
    await pool.work(threads, signal);
  } finally {
    await pool.end();
  }
}

class Pool<Job, Result> {
  private readonly workers = new Set<Worker>();
  /** Of the first job that no thread has begun. */
  private next = 0;
  /** Jobs without an outcome. */
  private open: number;
  private resolve: () => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(
    private readonly start: () => Worker,
    private readonly jobs: readonly Job[],
    private readonly onOutcome: (index: number, outcome: Outcome<Result>) => void,
  ) {
    this.open = jobs.length;
  }

  /** Settles when every job has its outcome, nobody wants them any more, or no thread can work. */
  async work(threads: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted === true) return;
    await new Promise<void>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
      signal?.addEventListener('abort', () => resolve(), { once: true });
      for (let i = 0; i < Math.min(threads, this.jobs.length); i++) this.hire();
    });
  }

  /** Ends all threads, whatever they are at. */
  async end(): Promise<void> {
    const ending = [...this.workers];
    this.workers.clear();
    await Promise.all(ending.map((worker) => worker.terminate()));
  }

  /** Starts a thread, which works until there is no job left. */
  private hire(): void {
    const worker = this.start();
    this.workers.add(worker);
    let ready = false;
    let current: number | null = null;
    let death = 'it ended';
    const unfinished = new Set<string>();
    worker.on('message', (message: ThreadMessage<Result>) => {
      if (message.kind === 'writing') {
        if (message.ended) unfinished.delete(message.file);
        else unfinished.add(message.file);
      } else if (message.kind === 'fatal') {
        const { message: line, badInput } = message;
        this.reject(badInput ? new BadInput(line) : new PoolFailure(line));
      } else {
        if (message.kind === 'result') this.finish(message.index, message.outcome);
        ready = true;
        current = this.assign(worker);
      }
    });
    worker.on('error', (error: Error) => (death = error.message));
    worker.on('exit', () => {
      dropFiles(unfinished);
      if (!this.workers.delete(worker)) return; // ended on purpose
      if (!ready) {
        this.reject(new PoolFailure(`A worker thread did not start: ${death}.`));
        return;
      }
      if (this.next < this.jobs.length) this.hire();
      if (current !== null) this.finish(current, { ok: false, problem: `${CRASHED}: ${death}.` });
    });
  }

  /** Gives a thread the next job. Returns its index; null where there is none left. */
  private assign(worker: Worker): number | null {
    if (this.next === this.jobs.length) return null;
    const index = this.next++;
    const message: JobMessage<Job> = { index, job: this.jobs[index]! };
    worker.postMessage(message);
    return index;
  }

  private finish(index: number, outcome: Outcome<Result>): void {
    try {
      this.onOutcome(index, outcome);
    } catch (error) {
      this.reject(error);
    }
    if (--this.open === 0) this.resolve();
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
