import { aborted, InferenceProblem, isAbort } from '../../worker/problem.ts';
import type { PairFacts, PairRequest } from '../../worker/protocol.ts';
import type { Engine } from '../engine/engine.ts';
import { failure, isLoss, problemOf } from '../engine/problems.ts';
import { EMPTY_SHELF, NOTHING_HELD } from '../engine/shelf.ts';
import type { PageStore } from '../engine/store.ts';
import { pageTexts } from '../messages.ts';

/** There is no network to call: it failed for good. */
export class NetworkFailed extends InferenceProblem {}

/**
 * Why a call failed: because of its files (others may do), because the network takes no calls, or for a reason nobody
 * knows.
 */
export type Fault = 'file' | 'network' | 'unknown';

export function faultOf(error: unknown): Fault {
  if (error instanceof NetworkFailed) return 'network';
  return problemOf(error).code === 'bad-file' ? 'file' : 'unknown';
}

/**
 * Runs one pair of many. The network holds its image afterwards, and the page's own work rests until `endBatch` or until
 * the visitor asks the page for something. A network that dies meanwhile is started again, and the pair once more on it.
 *
 * @throws NetworkFailed when the network failed for good, before or while the pair waits for it
 */
export async function runPair(
  { client }: Pick<Engine, 'client'>,
  store: PageStore,
  request: PairRequest,
  signal: AbortSignal,
): Promise<PairFacts> {
  const { model } = store.get().held;
  store.update({ resting: 'lent', shelf: EMPTY_SHELF, held: { ...NOTHING_HELD, model } });
  // A network that failed to start takes no call, and this one would wait for ever.
  const failed = new AbortController();
  const watch = () => {
    const { engine } = store.get();
    if (engine.phase !== 'failed') return;
    const { code } = engine.problem;
    failed.abort(new NetworkFailed({ code, detail: pageTexts.present().batch.networkFailed }));
  };
  const unsubscribe = store.subscribe(watch);
  watch();
  try {
    const ending = AbortSignal.any([signal, failed.signal]);
    const facts = await client.call('runPair', request, { signal: ending }).catch(async (error) => {
      if (!isLoss(problemOf(error))) throw error;
      store.update(failure(store.get(), error));
      await modelBack(store, ending);
      return client.call('runPair', request, { signal: ending });
    });
    store.update({ losses: 0 });
    return facts;
  } catch (error) {
    if (isAbort(error) && !signal.aborted) failed.signal.throwIfAborted();
    if (faultOf(error) !== 'file') store.update(failure(store.get(), error));
    // It was tried twice: the pair is the reason.
    if (isLoss(problemOf(error))) {
      throw new InferenceProblem({
        code: 'bad-file',
        detail: pageTexts.present().batch.endsNetwork,
      });
    }
    throw error;
  } finally {
    unsubscribe();
  }
}

/** Settles when a network that was lost is there again with the model that is asked for. */
function modelBack(store: PageStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const { engine, wanted, model } = store.get();
      const isBack = engine.phase === 'ready' && 'id' in wanted && wanted.id === model.id;
      if (!isBack && !signal.aborted) return;
      unsubscribe();
      signal.removeEventListener('abort', look);
      if (signal.aborted) reject(aborted());
      else resolve();
    };
    const unsubscribe = store.subscribe(look);
    signal.addEventListener('abort', look);
    look();
  });
}

/** Gives the network the page's own image again, if a batch has it on loan. */
export function endBatch(store: PageStore): void {
  if (store.get().resting === 'lent') store.update({ resting: null });
}
