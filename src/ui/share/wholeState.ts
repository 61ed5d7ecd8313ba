import { areScoresComing, isCurrent } from '../assessment/assess.ts';
import { isPinnedOfOther, pinnedRequestOf, requestOf } from '../engine/selectors.ts';
import { keyOf, type Request } from '../engine/shelf.ts';
import { resultOf } from '../engine/stage.ts';
import type { PageState, ShownResult } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { explore } from '../explorer/latent.ts';
import { sample } from '../result/sample.ts';

/** Whether something that a file shows is on its way: the sliders' answer, what is pinned, or scores. */
export function isOnItsWay(state: PageState): boolean {
  const [own, pinned] = [requestOf(state), pinnedHere(state)];
  const isExplored =
    own === null || explore.key(own, state) === null || resultOf(explore, own, state) !== null;
  const isDrawn = pinned === null || resultOf(sample, pinned, state) !== null;
  const isAtWork = state.working.network !== null;
  if (isAtWork && !(isExplored && isDrawn)) return true;
  return areScoresComing(state, own) || areScoresComing(state, pinned);
}

/**
 * The state for a file of it: with all that is on its way, and without scores of anything else. If the visitor asks for
 * something else meanwhile, it is the state before.
 */
export function wholeState(store: PageStore): Promise<PageState> {
  return new Promise((resolve) => {
    const begun = askedIn(store.get());
    let state = store.get();
    const look = () => {
      const isOther = askedIn(store.get()) !== begun;
      if (!isOther) state = store.get();
      if (!isOther && isOnItsWay(state)) return;
      unsubscribe();
      resolve(withOwnScores(state));
    };
    const unsubscribe = store.subscribe(look);
    look();
  });
}

/** Names what a file is about, whatever it is scored against. */
function askedIn(state: PageState): string {
  const requests = [requestOf(state), pinnedHere(state)];
  return keyOf(...requests.map((each) => each && { ...each, truth: null, scale: null }));
}

function pinnedHere(state: PageState): Request | null {
  return isPinnedOfOther(state) ? null : pinnedRequestOf(state);
}

/** While others are made, the page goes on showing scores of the answers before. */
function withOwnScores(state: PageState): PageState {
  const own = (result: ShownResult, request: Request | null): ShownResult =>
    isCurrent(state, request) ? result : { ...result, assessed: null };
  return {
    ...state,
    result: own(state.result, requestOf(state)),
    pinnedResult: own(state.pinnedResult, pinnedRequestOf(state)),
  };
}
