import { isAnswered, openPairOf, requestOf } from '../engine/selectors.ts';
import { keyOf, type Request } from '../engine/shelf.ts';
import type { Stage } from '../engine/stage.ts';
import type { PageState } from '../engine/state.ts';
import type { PageStore } from '../engine/store.ts';
import { exampleTruth } from '../input/exampleList.ts';
import { sample } from '../result/sample.ts';

/** Puts the open sample's own ground truth beside it. */
export function openExampleTruth(store: PageStore): void {
  const pair = openPairOf(store.get());
  const truth = pair && exampleTruth(pair);
  if (truth !== null) store.update({ incoming: { kind: 'truth', truth } });
}

/** Whether the open sample has a ground truth of its own. */
export function hasExampleTruth(state: PageState): boolean {
  return (openPairOf(state)?.truth ?? null) !== null;
}

export function removeTruth(store: PageStore): void {
  const { image, incoming } = store.get();
  const coming = incoming?.kind === 'truth' ? null : incoming;
  store.ask({ image: { ...image, truth: null }, incoming: coming, notice: null });
}

/** The samples that the network holds, held against a ground truth. */
export const assess: Stage<'assess'> = {
  name: 'assess',
  after: 'sample',
  key: (request, state) => {
    const samples = sample.key(request, state);
    if (samples === null || request.truth === null) return null;
    return keyOf('assess', samples, request.truth.key, request.scale);
  },
  run: ({ client }, { truth, seed, scale }, signal) =>
    client.call('assess', { truth: truth!, seed, scale }, { signal }),
};

/** Whether there are scores of what the page shows and asks for, or of another request. */
export function isCurrent(state: PageState, request = requestOf(state)): boolean {
  return state.shelf.assess.has((request && assess.key(request, state)) ?? '');
}

/** Whether work is under way that ends with scores of what the page shows and asks for, or of another request. */
export function isBeingScored(state: PageState, request = requestOf(state)): boolean {
  const { engine, failed, working } = state;
  if (engine.phase === 'failed' || isCurrent(state, request)) return false;
  if (failed.has((request && assess.key(request, state)) ?? '')) return false;
  return working.network !== null || working.files === 'decode';
}

/** Whether scores of a request are being made, or the ground truth that they need is being read. */
export function areScoresComing(state: PageState, request: Request | null): boolean {
  if (state.incoming?.kind === 'truth') return true;
  return request !== null && request.truth !== null && isBeingScored(state, request);
}

/** Whether there are samples and a ground truth that they are yet to be scored against. */
export function awaitsAssessment(state: PageState): boolean {
  return state.image.truth !== null && isAnswered(state) && !isCurrent(state);
}
