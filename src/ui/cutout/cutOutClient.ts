import type { PictureFormat } from '../../image/encodePicture.ts';
import type {
  CutOutFile,
  CutOutPreview,
  CutOutRequest,
  CutOutSession,
} from '../../worker/cutOutSession.ts';
import { OwnWorker } from '../../worker/ownWorker.ts';
import { aborted, isAbort } from '../../worker/problem.ts';
import type { SourceFile } from '../../worker/protocol.ts';
import { withNews } from '../../worker/wire.ts';

/** The page's side of the worker that cuts out one photo. */
export class CutOutClient {
  private readonly worker: OwnWorker<[SourceFile], CutOutSession>;
  /** Counts the previews that were asked for. */
  private asked = 0;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(photo: SourceFile, lost: string) {
    const start = () =>
      new Worker(new URL('../../worker/cutOut.worker.ts', import.meta.url), {
        type: 'module',
        name: 'cut-out',
      });
    this.worker = new OwnWorker(
      start,
      (api) => api.open(photo),
      () => lost,
    );
  }

  /**
   * A small cut-out for the screen. Only the latest that was asked for is made.
   *
   * @throws an abort error where a later one took its place, or after `end`; what the worker tells
   */
  preview(request: CutOutRequest): Promise<CutOutPreview> {
    const number = ++this.asked;
    const run = this.queue.then(() => this.makePreview(number, request));
    this.queue = run.catch(() => undefined);
    return run;
  }

  private async makePreview(number: number, request: CutOutRequest): Promise<CutOutPreview> {
    while (number === this.asked) {
      try {
        return await this.worker.ask((session) => session.preview(request));
      } catch (error) {
        // A file was given up, and the worker with it: what is on the screen is wanted all the same.
        if (!isAbort(error)) throw error;
      }
    }
    throw aborted();
  }

  /**
   * The whole cut-out as a file; null where nothing is left of the object.
   *
   * @throws an abort error after `giveUp`; what the worker tells
   */
  make(
    request: CutOutRequest,
    format: PictureFormat,
    tell: (share: number) => void,
  ): Promise<CutOutFile | null> {
    return withNews(tell, (told) =>
      this.worker.ask((session) => session.make(request, format, told)),
    );
  }

  /** Ends the file that is being made. */
  giveUp(): void {
    this.worker.end();
  }

  /** Ends all. */
  end(): void {
    this.asked++;
    this.worker.end();
  }
}
