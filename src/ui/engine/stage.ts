import type { InferenceClient } from '../../worker/client.ts';
import type { Problem } from '../../worker/problem.ts';
import type { Request, StageResults, StageName } from './shelf.ts';
import type { Change, JobName, Lane, PageState } from './state.ts';
import type { PageStore } from './store.ts';

/** What a stage works with. */
export interface Tools {
  readonly client: InferenceClient;
  readonly store: PageStore;
}

/** A step of the network from a request to a result. */
export interface Stage<Name extends StageName = StageName> {
  readonly name: Name;
  /** What the network has to hold for it: a model, or what another stage left there. */
  readonly after: 'model' | 'analyse' | 'sample';
  /** Names the result by all that it depends on; null where the request asks for none, or not yet. */
  readonly key: (request: Request, state: PageState) => string | null;
  readonly run: (
    tools: Tools,
    request: Request,
    signal: AbortSignal,
  ) => Promise<StageResults[Name]>;
}

/** What is on the shelf for a request; null while it is not there, and where nothing is asked for. */
export function resultOf<Name extends StageName>(
  stage: Stage<Name>,
  request: Request | null,
  state: PageState,
): StageResults[Name] | null {
  const key = request && stage.key(request, state);
  return key === null ? null : (state.shelf[stage.name].get(key) ?? null);
}

/** Something to do, whose result is yet to be there. */
export interface Job {
  readonly name: JobName;
  readonly lane: Lane;
  /** Names the result by all that it depends on. */
  readonly key: string;
  /** Gives what the result changes. */
  readonly run: (signal: AbortSignal) => Promise<(state: PageState) => Change>;
  readonly failed: (state: PageState, problem: Problem) => Change;
}
