/** Depth for photos that came without: estimated from the photo, as a stage of the page's engine. */

import { isAbort, type Problem } from '../../worker/problem.ts';
import type { DepthFacts, DepthSource } from '../../worker/protocol.ts';
import { isLoss, problemOf } from '../engine/problems.ts';
import { requestOf } from '../engine/selectors.ts';
import { keyOf, type Request, without } from '../engine/shelf.ts';
import { resultOf, type Stage } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';

/** That an estimate cannot be had is a result as well: it is told, and not asked for again by itself. */
export const estimate: Stage<'estimate'> = {
  name: 'estimate',
  after: 'model',
  key: ({ photo, depth }) => (depth === 'estimated' ? keyOf('estimate', photo.key) : null),
  run: async ({ client }, { photo }, signal) => {
    try {
      return { facts: await client.call('estimateDepth', photo, { signal }), problem: null };
    } catch (error) {
      const problem = problemOf(error);
      if (isAbort(error) || isLoss(problem)) throw error;
      return { facts: null, problem };
    }
  },
};

/** The depth that the network is given for a request; undefined while its estimate is not there. */
export function depthInUse(request: Request, state: PageState): DepthSource | undefined {
  if (request.depth !== 'estimated') return request.depth;
  const outcome = resultOf(estimate, request, state);
  return outcome === null ? undefined : outcome.facts === null ? null : 'estimated';
}

/** Whether the network is given an estimate for the image on the screen. */
export function runsOnEstimate(state: PageState): boolean {
  return state.image.depthChoice === 'estimated' && shownDepth(state) !== null;
}

/** The depth that the page shows beside its maps: the file's or the estimate; null without either. */
export function shownDepth(state: PageState): DepthFacts | null {
  const { depth, depthChoice } = state.image;
  if (depthChoice === 'file') return depth?.facts ?? null;
  return resultOf(estimate, requestOf(state), state)?.facts ?? null;
}

/** Why depth could not be estimated for the image on the screen; null where that did not happen. */
export function estimateProblem(state: PageState): Problem | null {
  return resultOf(estimate, requestOf(state), state)?.problem ?? null;
}

/** Estimates again what could not be estimated. */
export function retryEstimate(store: PageStore): void {
  const state = store.get();
  const request = requestOf(state);
  const key = request && estimate.key(request, state);
  if (key !== null) store.ask({ shelf: without(state.shelf, 'estimate', key) });
}
