import { answerWithin } from '../math/deadline.ts';
import { LaneQueue } from './laneQueue.ts';
import { aborted, InferenceProblem, type Problem } from './problem.ts';
import type { CallName, CallTable, InferenceApi, NewsOf, RequestOf, ResultOf } from './protocol.ts';
import type { EngineFacts, StartProgress, StartRequest } from './startProtocol.ts';
import { withNews } from './wire.ts';

/** A running worker, as the client needs it; tests give a fake one. */
export interface WorkerHandle {
  readonly api: InferenceApi;
  terminate(): void;
  /** Registers what to do when the worker dies by itself. */
  onDeath(listener: (detail: string) => void): void;
}

/**
 * How each call is made. Calls that read files or results go out at once. The network's own calls wait for `start`
 * and run one at a time: `in turn` all of them, `latest` only the newest of its kind.
 */
const METHODS: Readonly<Record<CallName, 'at once' | 'in turn' | 'latest'>> = {
  readPhoto: 'at once',
  readDepth: 'at once',
  readTruth: 'at once',
  download: 'at once',
  cutOut: 'at once',
  estimateDepth: 'latest',
  openModel: 'latest',
  setImage: 'latest',
  drawSamples: 'latest',
  explore: 'latest',
  glimpse: 'latest',
  smallMaps: 'latest',
  latentEffects: 'latest',
  assess: 'latest',
  runPair: 'in turn',
  runFrame: 'latest',
};

const CLOSED = 'The page was closed.';

/** A worker that is free answers within milliseconds. */
const STUCK_AFTER_MS = 2000;

export interface CallOptions<Name extends CallName> {
  /**
   * Gives the call up, which then fails with an abort error (`isAbort`). If it still waits, it never runs; if it
   * runs, it is interrupted where the network can be.
   */
  readonly signal?: AbortSignal | undefined;
  readonly onNews?: (news: NewsOf<Name>) => void;
}

/**
 * The one bridge to the worker: `start` once, then `call`. When the worker dies, every open call fails with
 * `worker-lost`, `onLost` is told, and the next `start` begins with a fresh worker; calls of the network wait for it.
 */
export class InferenceClient {
  private readonly createWorker: () => WorkerHandle;
  private worker: WorkerHandle | null = null;
  private isDisposed = false;
  /** The worker in use was asked to start: what failed to load there would fail again. */
  private isUsed = false;
  /** Null until the network has started. */
  private onLost: ((problem: Problem) => void) | null = null;
  private readonly queue = new LaneQueue((how) => void this.worker?.api.interrupt(how));
  /** Rejections of the calls that the worker has not answered yet. */
  private readonly unanswered = new Set<(error: Error) => void>();

  constructor(createWorker: () => WorkerHandle) {
    this.createWorker = createWorker;
  }

  /**
   * Starts the network, on a fresh worker when it was started before or failed to.
   *
   * @param onLost is called when the network is gone after it had started, whether a call is open or not: with
   *   `backend-lost` when the GPU went away, with `worker-lost` when the worker died
   */
  async start(
    request: StartRequest,
    onProgress: (progress: StartProgress) => void,
    onLost: (problem: Problem) => void,
  ): Promise<EngineFacts> {
    this.requireAlive();
    if (this.isUsed) this.stop('The network starts again.');
    const worker = this.handle();
    this.isUsed = true;
    const onGpuLost = () => {
      if (this.worker === worker) onLost({ code: 'backend-lost', detail: '' });
    };
    const facts = await withNews(onProgress, (tell) =>
      this.send((api) => api.start(request, tell, onGpuLost)),
    );
    this.onLost = onLost;
    this.queue.open();
    return facts;
  }

  /**
   * Makes a call of the worker; `Calls` says what there is.
   *
   * @throws InferenceProblem; an abort error when the signal fired or a newer call of its kind took its place
   */
  call<Name extends CallName>(
    name: Name,
    request: RequestOf<Name>,
    { signal, onNews = () => undefined }: CallOptions<Name> = {},
  ): Promise<ResultOf<Name>> {
    return withNews(onNews, async (tell) => {
      this.requireAlive();
      const send = () => this.send((api: CallTable) => api[name](request, tell));
      const method = METHODS[name];
      if (method === 'at once') return untilAborted(send, signal);
      return this.queue.add(send, { signal, lane: method === 'latest' ? name : undefined });
    });
  }

  /** Ends the drawing of samples: those that are done are kept, calls that wait to draw are dropped. */
  stopDrawing(): void {
    this.queue.dropLanes(['drawSamples', 'explore', 'glimpse']);
    this.queue.interrupt('stop');
  }

  /**
   * Ends a worker that does not even answer, after work on it was given up: it is at something that cannot be
   * interrupted. `onLost` is told.
   */
  async endIfStuck(): Promise<void> {
    const { worker } = this;
    if (worker === null || this.onLost === null) return;
    const answer = worker.api.interrupt('discard');
    await answerWithin(STUCK_AFTER_MS, 'The worker', answer).catch(() => {
      if (this.worker === worker) this.end('It did not answer.');
    });
  }

  /** Ends the worker for good: what is under way and every later call fail with `worker-lost`. */
  dispose(): void {
    this.isDisposed = true;
    this.stop(CLOSED);
  }

  private requireAlive(): void {
    if (this.isDisposed) throw new InferenceProblem({ code: 'worker-lost', detail: CLOSED });
  }

  private stop(detail: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.isUsed = false;
    this.onLost = null;
    const error = new InferenceProblem({ code: 'worker-lost', detail });
    this.queue.close(error);
    for (const reject of this.unanswered) reject(error);
    this.unanswered.clear();
  }

  /** The worker is gone, or as good as that. */
  private end(detail: string): void {
    const { onLost } = this;
    this.stop(detail);
    onLost?.({ code: 'worker-lost', detail });
  }

  private handle(): WorkerHandle {
    if (this.worker === null) {
      const worker = this.createWorker();
      worker.onDeath((detail) => {
        if (this.worker === worker) this.end(detail);
      });
      this.worker = worker;
    }
    return this.worker;
  }

  /** Settles when the worker answers or dies. */
  private send<T>(ask: (api: InferenceApi) => Promise<T>): Promise<T> {
    const { api } = this.handle();
    return new Promise<T>((resolve, reject) => {
      this.unanswered.add(reject);
      const settle = () => this.unanswered.delete(reject);
      ask(api).finally(settle).then(resolve, reject);
    });
  }
}

async function untilAborted<T>(
  send: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return send();
  if (signal.aborted) throw aborted();
  let onAbort: () => void = () => undefined;
  const abort = new Promise<never>((_, reject) => {
    onAbort = () => reject(aborted());
    signal.addEventListener('abort', onAbort);
  });
  return Promise.race([send(), abort]).finally(() => signal.removeEventListener('abort', onAbort));
}
