import { toldOf } from '../../languages/sentence.ts';
import { InferenceProblem, isAbort, type Problem } from '../../worker/problem.ts';
import { EMPTY_SHELF, NOTHING_HELD } from './shelf.ts';
import type { Change, PageState } from './state.ts';

/** Losses in a row, without a result between them, before the page gives up. */
const MAX_RESTARTS = 2;

/** What can be told of anything thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InferenceProblem) return error.problem;
  return { code: 'unexpected', detail: toldOf(error) };
}

/** Whether a problem says that the network is gone, and everything that it held. */
export function isLoss({ code }: Problem): boolean {
  return code === 'worker-lost' || code === 'backend-lost';
}

/** The network is gone with all that it held. It is started again, up to `MAX_RESTARTS` times in a row. */
export function lost({ engine, losses }: PageState, problem: Problem): Change {
  if (engine.phase !== 'ready') return {};
  const gone = { shelf: EMPTY_SHELF, held: NOTHING_HELD, opening: null, losses: losses + 1 };
  if (losses >= MAX_RESTARTS) return { ...gone, engine: { phase: 'failed', problem } };
  const gpuLost = problem.code === 'backend-lost' && engine.facts.backend.name === 'webgpu';
  return {
    ...gone,
    engine: { phase: 'starting', progress: null, gpuLost },
    notice: { kind: 'restarting', gpuLost },
  };
}

/** What a failed call outside of the loop changes: the visitor is told, and a lost network starts again. */
export function failure(state: PageState, error: unknown): Change {
  if (isAbort(error)) return {};
  const problem = problemOf(error);
  return isLoss(problem) ? lost(state, problem) : { notice: { kind: 'problem', problem } };
}
