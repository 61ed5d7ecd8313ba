import { expose, type ProxyMarked, proxy, releaseProxy, type Remote, wrap } from 'comlink';
import { toldOf } from '../languages/sentence.ts';
import { aborted } from './problem.ts';
import { prepareWire } from './wire.ts';
import { holdLock, watchWorker } from './workerLife.ts';

/**
 * Workers of a feature's own: the network goes on meanwhile, and ending such a worker is how its work is given up. Each has a
 * session, which `open` makes.
 */

/** What such a worker exposes. */
export interface OwnApi<Given extends readonly unknown[], Session> {
  /** Holds a lock of this name as long as the worker lives. */
  live(lock: string): Promise<void>;
  open(...given: Given): Promise<Session & ProxyMarked>;
}

/** The worker's side. */
export function serveOwn<Given extends readonly unknown[], Session extends object>(
  open: (...given: Given) => Promise<Session>,
): void {
  prepareWire((error) => ({ code: 'unexpected', detail: toldOf(error) }));
  const api: OwnApi<Given, Session> = {
    live: holdLock,
    open: async (...given) => proxy(await open(...given)),
  };
  expose(api);
}

/** A session, as the page calls it. */
type Called<Session> = Remote<Session & ProxyMarked>;

interface Running<Session> {
  readonly session: Promise<Called<Session>>;
  /** Rejects when the worker dies or is ended. */
  readonly ended: Promise<never>;
  readonly end: (error: unknown) => void;
}

/** The worker is gone; one that ended by itself may do better the next time. */
class WorkerGone extends Error {
  constructor(
    message: string,
    readonly byItself: boolean,
  ) {
    super(message);
  }
}

/** The page's side. A worker starts with the first call, and after its end with the next one; a failed `open` ends it. */
export class OwnWorker<Given extends readonly unknown[], Session> {
  private running: Running<Session> | null = null;

  /**
   * @param start bundlers look for the very words `new Worker(new URL(…))` in it
   * @param open has the session made: `(api) => api.open(…)`
   * @param lost what is told of a worker that is gone
   */
  constructor(
    private readonly start: () => Worker,
    private readonly open: (api: Remote<OwnApi<Given, Session>>) => Promise<Called<Session>>,
    private readonly lost: () => string,
  ) {}

  /**
   * Asks once more where the worker dies meanwhile: the browser may have ended it for want of memory.
   *
   * @throws an abort error after `end`; what the worker tells
   */
  async ask<Result>(call: (session: Called<Session>) => Promise<Result>): Promise<Result> {
    const once = () => {
      const { session, ended } = (this.running ??= this.begin());
      return Promise.race([session.then(call), ended]);
    };
    try {
      return await once();
    } catch (error) {
      if (error instanceof WorkerGone && error.byItself) return once();
      throw error;
    }
  }

  /** Ends what is under way. */
  end(): void {
    this.running?.end(aborted());
  }

  private begin(): Running<Session> {
    const worker = this.start();
    const api = wrap<OwnApi<Given, Session>>(worker);
    const over = new AbortController();
    let end: Running<Session>['end'] = () => undefined;
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
    const live = (lock: string) => api.live(lock);
    watchWorker(worker, live, over.signal, (detail) => {
      end(new WorkerGone(this.lost(), detail !== ''));
    });
    const session = this.open(api);
    session.catch(end);
    return { session, ended, end };
  }
}
