import { releaseProxy, type Remote, wrap } from 'comlink';
import { useEffect, useState } from 'react';
import type { CourseApi } from '../../../worker/course.worker.ts';
import { watchWorker } from '../../../worker/workerLife.ts';
import { DEPTH_MODEL_FOLDER, FIRST_MODEL, modelAddress } from '../../models/modelList.ts';
import { learnTexts } from '../messages/messages.ts';

interface Running {
  readonly worker: Worker;
  readonly api: Remote<CourseApi>;
  readonly opened: Promise<void>;
  /** Rejects when the worker dies. */
  readonly ended: Promise<never>;
  readonly over: AbortController;
}

/** The worker is gone; one that ended by itself may do better the next time. */
class WorkerGone extends Error {
  constructor(readonly byItself: boolean) {
    super(learnTexts.network.lost);
  }
}

/** The page's side of the worker that looks into networks. It starts with the first call. */
export class CourseClient {
  private running: Running | null = null;

  /**
   * Asks once more where the worker dies meanwhile: the browser may have ended it for want of memory.
   *
   * @throws what the worker tells, in a sentence
   */
  async ask<Result>(call: (api: Remote<CourseApi>) => Promise<Result>): Promise<Result> {
    const once = async () => {
      const running = (this.running ??= this.start());
      return Promise.race([running.opened.then(() => call(running.api)), running.ended]);
    };
    try {
      return await once();
    } catch (error) {
      if (error instanceof WorkerGone && error.byItself) return once();
      throw error;
    }
  }

  end(): void {
    if (this.running === null) return;
    this.running.over.abort();
    this.running.api[releaseProxy]();
    this.running.worker.terminate();
    this.running = null;
  }

  private start(): Running {
    const worker = new Worker(new URL('../../../worker/course.worker.ts', import.meta.url), {
      type: 'module',
      name: 'course',
    });
    const api = wrap<CourseApi>(worker);
    const over = new AbortController();
    const ended = new Promise<never>((_, reject) => {
      const live = (lock: string) => api.live(lock);
      watchWorker(worker, live, over.signal, (detail) => {
        if (over.signal.aborted) return;
        this.end();
        reject(new WorkerGone(detail !== ''));
      });
    });
    // Whoever waits for an answer hears of it; nobody may be waiting.
    ended.catch(() => undefined);
    const addresses = {
      model: modelAddress(FIRST_MODEL.folder),
      depthModel: modelAddress(DEPTH_MODEL_FOLDER),
    };
    const plain = new URLSearchParams(location.search).get('backend') === 'cpu';
    return { worker, api, opened: api.open(addresses, plain), ended, over };
  }
}

/** The networks of a chapter, as long as it is read. */
export function useCourse(): CourseClient {
  const [client] = useState(() => new CourseClient());
  useEffect(() => () => client.end(), [client]);
  return client;
}
