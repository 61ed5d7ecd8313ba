import type { InferenceClient } from '../../worker/client.ts';
import { isAbort, type Problem } from '../../worker/problem.ts';
import type { Frame, FramePicture, FrameRequest } from '../../worker/protocol.ts';
import { failure, isLoss, problemOf } from '../engine/problems.ts';
import { NOTHING_HELD } from '../engine/shelf.ts';
import type { PageStore } from '../engine/store.ts';

/** What a video is run with. */
export interface LiveRun {
  readonly client: Pick<InferenceClient, 'call'>;
  readonly store: PageStore;
  /** How the next frame is to be run. */
  readonly request: () => Omit<FrameRequest, 'frame'>;
  readonly nextFrame: (signal: AbortSignal) => Promise<Frame>;
  /** Closes the picture some day. */
  readonly show: (picture: FramePicture) => void;
}

/** The run before, which gives the network back a moment after its signal. */
let former: Promise<unknown> = Promise.resolve();

/**
 * Runs the newest frame, again and again, until the signal ends it. The network is on loan meanwhile: the page's own work rests, and
 * goes on afterwards.
 *
 * @returns what ended it; null for the signal, and for a network that was lost, which the engine starts again
 */
export function runLive(run: LiveRun, signal: AbortSignal): Promise<Problem | null> {
  // Else it would take a loan to the run before for one to a batch, and leave it as it was.
  const begin = () => runFrames(run, signal);
  const ended = former.then(begin, begin);
  former = ended;
  return ended;
}

async function runFrames(run: LiveRun, signal: AbortSignal): Promise<Problem | null> {
  const { client, store, request, nextFrame, show } = run;
  const { resting } = store.get();
  try {
    while (!signal.aborted) {
      const frame = await nextFrame(signal);
      borrow(store);
      const picture = await client
        .call('runFrame', { ...request(), frame }, { signal })
        // It is there still where the call was given up before it moved.
        .finally(() => frame.close());
      if (store.get().losses > 0) store.update({ losses: 0 });
      show(picture);
    }
    return null;
  } catch (error) {
    if (isAbort(error)) return null;
    const problem = problemOf(error);
    if (!isLoss(problem)) return problem;
    store.update(failure(store.get(), error));
    return null;
  } finally {
    const { held, resting: now } = store.get();
    store.update({
      held: { ...NOTHING_HELD, model: held.model },
      resting: now === 'lent' ? resting : now,
    });
  }
}

/** Before every frame, since a batch that ends meanwhile gives the network back to the page. */
function borrow(store: PageStore): void {
  const { resting, held } = store.get();
  if (resting === 'lent' && held.analyse === null && held.sample === null) return;
  store.update({ resting: 'lent', held: { ...NOTHING_HELD, model: held.model } });
}
