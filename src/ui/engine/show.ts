import { assess } from '../assessment/assess.ts';
import { effects, explore } from '../explorer/latent.ts';
import { analyse } from '../input/photo.ts';
import { sample } from '../result/sample.ts';
import { drawsSlowly, pinnedRequestOf, requestOf } from './selectors.ts';
import { type Held, NOTHING_HELD, type Request } from './shelf.ts';
import { resultOf } from './stage.ts';
import { NO_RESULT, type PageState, type ShownResult } from './state.ts';

/** What is on the screen follows from every change of the state. */
export function follow(before: PageState, changed: PageState): PageState {
  const result = showOwn(before.result, changed);
  const pinnedResult = showPinned(before.pinnedResult, changed);
  const cutOut = changed.cutOut?.photo === result.photo ? changed.cutOut : null;
  const shown = { ...changed, result, pinnedResult, cutOut };
  return { ...shown, runs: followRuns(before, shown) };
}

/** What is on the shelf for the page's request, and what the network has left of it while a slider moves. */
function showOwn(before: ShownResult, state: PageState): ShownResult {
  const request = requestOf(state);
  if (request === null) return NO_RESULT;
  return show(before, state, request, state.model.title, state.held);
}

/** The pinned results begin anew with another model, and the sliders leave them alone. */
function showPinned(before: ShownResult, state: PageState): ShownResult {
  const { pinned } = state;
  const request = pinnedRequestOf(state);
  if (pinned === null || request === null) return NO_RESULT;
  const { title } = pinned.model;
  const kept = before.model === title ? before : NO_RESULT;
  return show(kept, state, request, title, NOTHING_HELD);
}

/**
 * What is shown for a request. While a result is on its way the one before it stays on the screen, but only if it is
 * of the same photo, and not beside maps of another model.
 *
 * @param model title of the request's model
 * @param held what of the network's may be shown before the request's own results are there
 */
function show(
  before: ShownResult,
  state: PageState,
  request: Request,
  model: string,
  held: Held,
): ShownResult {
  const photo = request.photo.key;
  const truth = request.truth?.key ?? null;
  const image = resultOf(analyse, request, state);
  const samples = resultOf(sample, request, state);
  const isOther = before.photo !== photo || (image !== null && before.model !== model);
  const kept = isOther ? { ...NO_RESULT, model } : before;
  const left = held.analyse === analyse.key(request, state) ? held : NOTHING_HELD;
  const drawn = samples ?? state.shelf.sample.get(left.sample ?? '') ?? null;
  const explored =
    resultOf(explore, request, state) ?? state.shelf.explore.get(left.explore ?? '') ?? null;
  const next: ShownResult = {
    image: image ?? kept.image,
    samples: drawn ?? kept.samples,
    explored: explored ?? kept.explored,
    effects: resultOf(effects, request, state) ?? (image === null ? kept.effects : null),
    assessed: resultOf(assess, request, state) ?? (kept.truth === truth ? kept.assessed : null),
    model: image === null ? kept.model : model,
    // A fast network has the new maps before anybody could see dimmed ones.
    stale: samples === null && (drawn === null || drawsSlowly(state)),
    photo,
    truth,
  };
  return isSame(next, before) ? before : next;
}

function isSame(one: ShownResult, other: ShownResult): boolean {
  return (Object.keys(one) as (keyof ShownResult)[]).every((key) => one[key] === other[key]);
}

/** A run is over when the next one of the same photo has its samples. */
function followRuns({ runs }: PageState, state: PageState): PageState['runs'] {
  const { result } = state;
  const drawn = resultOf(sample, requestOf(state), state);
  if (result === runs.present || drawn === null || drawn !== result.samples) return runs;
  const { present, before } = runs;
  if (present.samples === drawn) return { present: result, before };
  return { present: result, before: present.photo === result.photo ? present : NO_RESULT };
}
