import type { ImageSize } from '../image/types.ts';
import type { NearEnd } from '../inference/decideNear.ts';
import type { LatentEffect } from '../inference/latentEffect.ts';
import type {
  Answer,
  Assessment,
  AssessmentRequest,
  DepthFacts,
  DownloadFile,
  DownloadKind,
  EngineFacts,
  ImageFacts,
  ImageRequest,
  InferenceApi,
  Interruption,
  LatentSample,
  ModelFacts,
  ModelSource,
  PairFacts,
  PairRequest,
  PhotoFacts,
  Problem,
  SampleProgress,
  SampleRequest,
  SampleSet,
  SourceFile,
  StartProgress,
  StartRequest,
  TruthFacts,
} from './protocol.ts';

/** A running worker, as the client needs it; tests give a fake one. */
export interface WorkerHandle {
  readonly api: InferenceApi;
  terminate(): void;
  /** Registers what to do when the worker dies by itself. */
  onDeath(listener: (detail: string) => void): void;
}

/** A call failed for a reason that the page can put into words. */
export class InferenceProblem extends Error {
  override readonly name = 'InferenceProblem';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** Whether an error only says that a newer wish replaced this one. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function aborted(): DOMException {
  return new DOMException('Replaced by a newer wish.', 'AbortError');
}

function errorOf(problem: Problem): Error {
  return problem.code === 'interrupted' ? aborted() : new InferenceProblem(problem);
}

interface Job {
  readonly lane: string | undefined;
  readonly run: () => Promise<void>;
  readonly reject: (error: unknown) => void;
}

interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** A waiting call of the same lane is dropped when a newer one arrives: latest wins. */
  readonly lane?: string | undefined;
}

/**
 * The one bridge to the worker. Network calls run one at a time, in order, after `start`; reading files does
 * not wait for the network. A call can be cancelled by its signal: while it waits it never runs, once it
 * runs it is interrupted where the network can be, and its answer is ignored. When the worker dies every open call fails with `worker-lost`, and the next
 * `start` begins with a fresh worker.
 */
export class InferenceClient {
  private readonly createWorker: () => WorkerHandle;
  private worker: WorkerHandle | null = null;
  private started = false;
  private busy = false;
  /** Lane of the job under way. */
  private busyLane: string | undefined;
  private waiting: Job[] = [];
  /** Rejections of calls that a worker is working on. */
  private readonly running = new Set<(error: unknown) => void>();

  constructor(createWorker: () => WorkerHandle) {
    this.createWorker = createWorker;
  }

  /** Starts the network, on a fresh worker when one was started before. */
  async start(
    request: StartRequest,
    onProgress: (progress: StartProgress) => void,
    onLost: () => void,
  ): Promise<EngineFacts> {
    if (this.started) this.stop('The network starts again.');
    const facts = await this.call((api) => api.start(request, onProgress, onLost));
    this.started = true;
    this.next();
    return facts;
  }

  readPhoto(file: SourceFile, signal?: AbortSignal): Promise<PhotoFacts> {
    return this.call((api) => api.readPhoto(file), signal);
  }

  readDepth(
    file: SourceFile,
    near: NearEnd,
    shape: ImageSize | null,
    signal?: AbortSignal,
  ): Promise<DepthFacts> {
    return this.call((api) => api.readDepth(file, near, shape), signal);
  }

  readTruth(file: SourceFile, signal?: AbortSignal): Promise<TruthFacts> {
    return this.call((api) => api.readTruth(file), signal);
  }

  /** Puts another network in the place of the present one, which stays when this fails. */
  openModel(
    source: ModelSource,
    onProgress: (progress: StartProgress) => void,
  ): Promise<ModelFacts> {
    return this.enqueue((api) => api.openModel(source, onProgress), { lane: 'model' });
  }

  setImage(request: ImageRequest, signal?: AbortSignal): Promise<ImageFacts> {
    return this.enqueue((api) => api.setImage(request), { signal, lane: 'image' });
  }

  /** @param onProgress is called by networks that draw one sample after another */
  drawSamples(
    request: SampleRequest,
    signal?: AbortSignal,
    onProgress: SampleProgress = () => undefined,
  ): Promise<SampleSet> {
    return this.enqueue((api) => api.drawSamples(request, onProgress), { signal, lane: 'samples' });
  }

  /** One sample at `z`. Of the calls that wait, only the latest runs. */
  explore(z: readonly number[], signal?: AbortSignal): Promise<LatentSample> {
    return this.enqueue((api) => api.explore(z), { signal, lane: 'explore' });
  }

  /** How far each latent moves the image's map. Of the calls that wait, only the latest runs. */
  latentEffects(signal?: AbortSignal): Promise<readonly LatentEffect[]> {
    return this.enqueue((api) => api.latentEffects(), { signal, lane: 'effects' });
  }

  /** Holds the latest samples against a ground truth. Of the calls that wait, only the latest runs. */
  assess(request: AssessmentRequest, signal?: AbortSignal): Promise<Assessment> {
    return this.enqueue((api) => api.assess(request), { signal, lane: 'assessment' });
  }

  /** Runs one pair of many. The network holds its image afterwards. */
  runPair(request: PairRequest, signal?: AbortSignal): Promise<PairFacts> {
    return this.enqueue((api) => api.runPair(request), { signal });
  }

  download(what: DownloadKind): Promise<DownloadFile> {
    return this.call((api) => api.download(what));
  }

  /** Ends the drawing of samples: the call under way, where the network lets itself be ended between them, and those that wait. */
  stopDrawing(): void {
    this.drop(({ lane }) => lane === 'samples' || lane === 'explore');
    this.interrupt('stop');
  }

  dispose(): void {
    this.stop('The page was closed.');
  }

  private interrupt(how: Interruption): void {
    if (this.busy) void this.worker?.api.interrupt(how);
  }

  /** Waiting calls that are meant never run. */
  private drop(isMeant: (job: Job) => boolean): void {
    const dropped = this.waiting.filter(isMeant);
    this.waiting = this.waiting.filter((job) => !isMeant(job));
    for (const job of dropped) job.reject(aborted());
  }

  private stop(detail: string): void {
    this.worker?.terminate();
    this.worker = null;
    this.started = false;
    this.busy = false;
    this.busyLane = undefined;
    const error = new InferenceProblem({ code: 'worker-lost', detail });
    const waiting = this.waiting;
    this.waiting = [];
    for (const job of waiting) job.reject(error);
    for (const reject of [...this.running]) reject(error);
    this.running.clear();
  }

  private handle(): WorkerHandle {
    if (this.worker === null) {
      const worker = this.createWorker();
      worker.onDeath((detail) => {
        if (this.worker === worker) this.stop(detail);
      });
      this.worker = worker;
    }
    return this.worker;
  }

  /** Calls the worker now. Settles when the worker answers, the signal fires or the worker dies. */
  private call<T>(
    send: (api: InferenceApi) => Promise<Answer<T>>,
    signal?: AbortSignal,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) {
        reject(aborted());
        return;
      }
      const settle = (finish: () => void) => {
        this.running.delete(reject);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const onAbort = () => settle(() => reject(aborted()));
      this.running.add(reject);
      signal?.addEventListener('abort', onAbort);
      send(this.handle().api).then(
        (answer) =>
          settle(() => (answer.ok ? resolve(answer.value) : reject(errorOf(answer.problem)))),
        (error: unknown) =>
          settle(() => reject(new InferenceProblem({ code: 'unexpected', detail: String(error) }))),
      );
    });
  }

  private enqueue<T>(
    send: (api: InferenceApi) => Promise<Answer<T>>,
    { signal, lane }: CallOptions,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (signal?.aborted) {
        reject(aborted());
        return;
      }
      const job: Job = {
        lane,
        reject,
        // The next job must wait for the worker itself, also when this one's caller has given up.
        run: async () => {
          signal?.removeEventListener('abort', onAbort);
          const onInterrupt = () => this.interrupt('discard');
          signal?.addEventListener('abort', onInterrupt, { once: true });
          let answered: Promise<unknown> = Promise.resolve();
          const result = this.call((api) => {
            const answer = send(api);
            answered = answer;
            return answer;
          }, signal);
          result.then(resolve, reject);
          await answered.catch(() => undefined);
          signal?.removeEventListener('abort', onInterrupt);
        },
      };
      const onAbort = () => {
        this.waiting = this.waiting.filter((other) => other !== job);
        reject(aborted());
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      if (lane !== undefined) {
        this.drop((other) => other.lane === lane);
        if (this.busyLane === lane) this.interrupt('discard');
      }
      this.waiting.push(job);
      this.next();
    });
  }

  private next(): void {
    if (this.busy || !this.started) return;
    const job = this.waiting.shift();
    if (job === undefined) return;
    this.busy = true;
    this.busyLane = job.lane;
    const worker = this.worker;
    void job.run().then(() => {
      if (this.worker !== worker) return;
      this.busy = false;
      this.busyLane = undefined;
      this.next();
    });
  }
}
