import { releaseProxy, type Remote, wrap } from 'comlink';
import type { PictureFormat } from '../../image/encodePicture.ts';
import type { CutOutApi } from '../../worker/cutOut.worker.ts';
import type { CutOutFile, CutOutPreview, CutOutRequest } from '../../worker/cutOutSession.ts';
import { aborted } from '../../worker/problem.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { watchWorker } from '../../worker/workerLife.ts';

/** A worker that holds the photo. */
interface Running {
  readonly worker: Worker;
  readonly api: Remote<CutOutApi>;
  readonly opened: Promise<void>;
  /** Rejects when the worker dies or is ended. */
  readonly ended: Promise<never>;
  end(error: Error): void;
}

/** The page's side of the worker that cuts out one photo. */
export class CutOutClient {
  private running: Running | null = null;
  /** Counts the previews that were asked for. */
  private asked = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly photo: SourceFile,
    private readonly lost: string,
  ) {}

  /**
   * A small cut-out for the screen. Only the latest that was asked for is made.
   *
   * @throws an abort error where a later one took its place; what the worker tells
   */
  preview(request: CutOutRequest): Promise<CutOutPreview> {
    const number = ++this.asked;
    const run = this.queue.then(() => {
      if (number !== this.asked) throw aborted();
      return this.ask((api) => api.preview(request));
    });
    this.queue = run.catch(() => undefined);
    return run;
  }

  /**
   * The whole cut-out as a file; null where nothing is left of the object.
   *
   * @throws an abort error after `stop`; what the worker tells
   */
  make(
    request: CutOutRequest,
    format: PictureFormat,
    tell: (share: number) => void,
  ): Promise<CutOutFile | null> {
    return this.ask((api) => api.make(request, format, tell));
  }

  /** Ends what is under way; the next call begins with a fresh worker. */
  stop(): void {
    this.running?.end(aborted());
  }

  private async ask<T>(call: (api: Remote<CutOutApi>) => Promise<T>): Promise<T> {
    const running = (this.running ??= this.start());
    const answer = running.opened.then(() => call(running.api));
    return Promise.race([answer, running.ended]);
  }

  private start(): Running {
    const worker = new Worker(new URL('../../worker/cutOut.worker.ts', import.meta.url), {
      type: 'module',
      name: 'cut-out',
    });
    const api = wrap<CutOutApi>(worker);
    const over = new AbortController();
    let end: Running['end'] = () => undefined;
    const ended = new Promise<never>((_, reject) => {
      end = (error) => {
        if (over.signal.aborted) return;
        over.abort();
        this.running = null;
        api[releaseProxy]();
        worker.terminate();
        reject(error);
      };
    });
    // Whoever waits for an answer hears of it; nobody may be waiting.
    ended.catch(() => undefined);
    const lost = () => end(new Error(this.lost));
    watchWorker(worker, (lock) => api.live(lock), over.signal, lost);
    return { worker, api, opened: api.open(this.photo), ended, end };
  }
}
