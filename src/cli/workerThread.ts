import { parentPort, workerData } from 'node:worker_threads';
import { describeError, isBadInput } from './failures.ts';
import type { ThreadData } from './startThread.ts';
import type { JobMessage, Outcome, ThreadMessage } from './threadPool.ts';

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
  let work: (job: Job) => Promise<Result>;
  try {
    work = await setUp((workerData as ThreadData<Setup>).setup);
  } catch (error) {
    send({ kind: 'fatal', message: describeError(error), badInput: isBadInput(error) });
    return;
  }
  const answer = async (job: Job): Promise<Outcome<Result>> => {
    try {
      return { ok: true, value: await work(job) };
    } catch (error) {
      return { ok: false, problem: describeError(error) };
    }
  };
  port.on('message', ({ index, job }: JobMessage<Job>) => {
    void answer(job).then((outcome) => send({ kind: 'result', index, outcome }));
  });
  send({ kind: 'ready' });
}
