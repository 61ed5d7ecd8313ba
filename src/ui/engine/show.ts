import { assess } from '../assessment/assess.ts';
import { effects, explore, glimpse } from '../explorer/latent.ts';
import { tiles } from '../explorer/tiles.ts';
import type { Glimpse } from '../../worker/protocol.ts';
import { estimate } from '../input/estimate.ts';
import { analyse } from '../input/photo.ts';
import { sample } from '../result/sample.ts';
import { drawsSlowly, pinnedRequestOf, requestOf, stageOf } from './selectors.ts';
import type { Request, StageResults, StageName } from './shelf.ts';
import type { Stage } from './stage.ts';
import { NO_RESULT, type PageState, type ShownResult } from './state.ts';

/** What is on the shelf for a request; what is not there is null. */
export function resultsOf(
  state: PageState,
  request: Request,
): { readonly [Name in StageName]: StageResults[Name] | null } {
  const find = <Name extends StageName>(stage: Stage<Name>): StageResults[Name] | null => {
    const key = stage.key(request, state);
    return key === null ? null : (state.shelf[stage.name].get(key) ?? null);
  };
  return {
    estimate: find(estimate),
    analyse: find(analyse),
    sample: find(sample),
    glimpse: find(glimpse),
    explore: find(explore),
    effects: find(effects),
    tiles: find(tiles),
    assess: find(assess),
  };
}

/**
 * What the page shows for its request. While a result is on its way the one before it stays on the screen, but only
 * if it is of the same photo, and not beside maps of another model.
 */
function show(before: ShownResult, state: PageState): ShownResult {
  const request = requestOf(state);
  if (request === null) return NO_RESULT;
  const found = resultsOf(state, request);
  const photo = request.photo.key;
  const truth = request.truth?.key ?? null;
  const title = state.model.title;
  const isOver = before.photo !== photo || (found.analyse !== null && before.model !== title);
  const kept = isOver ? NO_RESULT : before;
  // While a slider moves, the map of the place that it has just left is shown.
  const { shelf, held } = state;
  const isHeld = held.analyse === analyse.key(request, state);
  const drawn = found.sample ?? (isHeld ? shelf.sample.get(held.sample ?? '') : null) ?? null;
  const explored = found.explore ?? (isHeld ? shelf.explore.get(held.explore ?? '') : null) ?? null;
  const next: ShownResult = {
    image: found.analyse ?? kept.image,
    samples: drawn ?? kept.samples,
    explored: explored ?? kept.explored,
    effects: found.effects ?? (found.analyse === null ? kept.effects : null),
    assessed: found.assess ?? (kept.truth === truth ? kept.assessed : null),
    model: found.analyse === null ? kept.model : title,
    // A fast network has the new maps before anybody could see dimmed ones.
    stale: found.sample === null && (drawn === null || drawsSlowly(state)),
    photo,
    truth,
  };
  return isSame(next, before) ? before : next;
}

/** The pinned results: what is on the shelf for them, and until it is there again what was. */
function showPinned(before: ShownResult, state: PageState): ShownResult {
  const { pinned } = state;
  const request = pinnedRequestOf(state);
  if (pinned === null || request === null) return NO_RESULT;
  const found = resultsOf(state, request);
  const photo = request.photo.key;
  const truth = request.truth?.key ?? null;
  const { title } = pinned.model;
  const kept = before.photo === photo && before.model === title ? before : NO_RESULT;
  const next: ShownResult = {
    image: found.analyse ?? kept.image,
    samples: found.sample ?? kept.samples,
    explored: found.explore ?? kept.explored,
    effects: null,
    assessed: found.assess ?? (kept.truth === truth ? kept.assessed : null),
    model: title,
    stale: found.sample === null,
    photo,
    truth,
  };
  return isSame(next, before) ? before : next;
}

/** The picture of the slider's place, or of one that it has just left, until there is a map again. */
function showGlimpse(state: PageState): Glimpse | null {
  const request = requestOf(state);
  if (request === null) return null;
  const { shelf, held } = state;
  const { explore: explored, glimpse: painted } = resultsOf(state, request);
  if (explored !== null || held.analyse !== analyse.key(request, state)) return null;
  return painted ?? shelf.glimpse.get(held.glimpse ?? '') ?? null;
}

/** A run is over when the next one of the same photo has its samples. */
function followRuns({ runs }: PageState, state: PageState): PageState['runs'] {
  const { result } = state;
  const request = requestOf(state);
  const key = request && sample.key(request, state);
  const drawn = state.shelf.sample.get(key ?? '') ?? null;
  if (result === runs.present || drawn === null || drawn !== result.samples) return runs;
  const { present, before } = runs;
  if (present.samples === drawn) return { present: result, before };
  return { present: result, before: present.photo === result.photo ? present : NO_RESULT };
}

function isSame(one: ShownResult, other: ShownResult): boolean {
  return (Object.keys(one) as (keyof ShownResult)[]).every((key) => one[key] === other[key]);
}

/** What follows from a change of the state: the results on the screen, and what the visitor is told of the work. */
export function follow(before: PageState, changed: PageState): PageState {
  const result = show(before.result, changed);
  const pinnedResult = showPinned(before.pinnedResult, changed);
  const shown = { ...changed, result, pinnedResult, glimpse: showGlimpse(changed) };
  return { ...shown, runs: followRuns(before, shown), stage: stageOf(shown) };
}
