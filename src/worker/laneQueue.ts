import type { Interruption } from '../inference/drawSamples.ts';
import { aborted } from './problem.ts';

export interface Turn {
  /** In a lane the latest job wins: it drops those that wait and interrupts the one under way. */
  readonly lane?: string | undefined;
  /**
   * Gives the job up. If it still waits, it never runs; if it is under way, it is interrupted and its outcome
   * ignored.
   */
  readonly signal?: AbortSignal | undefined;
}

interface Job {
  readonly lane: string | undefined;
  /** Settles when the work itself is done. */
  readonly run: () => Promise<void>;
  readonly reject: (error: Error) => void;
}

/** Runs jobs one at a time, in order. It is closed at first: jobs wait until it is opened. */
export class LaneQueue {
  private waiting: Job[] = [];
  private running: Job | null = null;
  private isOpen = false;
  private readonly interruptWork: (how: Interruption) => void;

  /** @param interruptWork asks for an early end of the work under way, which need not come */
  constructor(interruptWork: (how: Interruption) => void) {
    this.interruptWork = interruptWork;
  }

  /** The outcome of the work, or an abort error when the job was given up or dropped. */
  add<T>(work: () => Promise<T>, { lane, signal }: Turn = {}): Promise<T> {
    if (signal?.aborted) return Promise.reject(aborted());
    let job!: Job;
    const outcome = new Promise<T>((resolve, reject) => {
      // The next job waits for the work itself, also when nobody waits for this one any more.
      job = { lane, reject, run: () => work().then(resolve, reject) };
    });
    const giveUp = () => {
      job.reject(aborted());
      if (this.running === job) this.interruptWork('discard');
      else this.drop((other) => other === job);
    };
    signal?.addEventListener('abort', giveUp);
    if (lane !== undefined) {
      this.drop((other) => other.lane === lane);
      if (this.running?.lane === lane) this.interruptWork('discard');
    }
    this.waiting.push(job);
    this.next();
    return outcome.finally(() => signal?.removeEventListener('abort', giveUp));
  }

  /** Ends the work under way early, if there is any. */
  interrupt(how: Interruption): void {
    if (this.running !== null) this.interruptWork(how);
  }

  /** Drops the jobs of some lanes that wait. */
  dropLanes(lanes: readonly string[]): void {
    this.drop(({ lane }) => lane !== undefined && lanes.includes(lane));
  }

  open(): void {
    this.isOpen = true;
    this.next();
  }

  /** Every job fails; later ones wait until it is opened again. Work under way is forgotten. */
  close(error: Error): void {
    this.isOpen = false;
    this.running?.reject(error);
    this.running = null;
    this.drop(() => true, error);
  }

  private drop(isMeant: (job: Job) => boolean, error: Error = aborted()): void {
    const dropped = this.waiting.filter(isMeant);
    this.waiting = this.waiting.filter((job) => !isMeant(job));
    for (const job of dropped) job.reject(error);
  }

  private next(): void {
    if (!this.isOpen || this.running !== null) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    this.running = job;
    void job.run().then(() => {
      // After a `close` it is another job's turn.
      if (this.running !== job) return;
      this.running = null;
      this.next();
    });
  }
}
