import { InferenceProblem, isAbort } from '../../worker/problem.ts';
import type { Problem } from '../../worker/protocol.ts';
import { EMPTY_SHELF, NOTHING_HELD } from './stage.ts';
import type { Change, PageState } from './state.ts';

/** Losses in a row, without a result between them, before the page gives up. */
const MAX_RESTARTS = 2;

/** There is no network to call: it failed for good. */
export class NetworkFailed extends InferenceProblem {}

/** What a call failed by: its files, so that other files may do; the network, which takes no call; or nobody knows. */
export type Fault = 'file' | 'network' | 'unknown';

export function faultOf(error: unknown): Fault {
  if (error instanceof NetworkFailed) return 'network';
  return problemOf(error).code === 'bad-file' ? 'file' : 'unknown';
}

/** What can be told of anything thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InferenceProblem) return error.problem;
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}

/** Whether a problem says that the network is gone, and everything that it held. */
export function isLoss({ code }: Problem): boolean {
  return code === 'worker-lost' || code === 'backend-lost';
}

/** The network is gone with all that it held: it is started again, some times. */
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

/** What the failure of a call beside the loop changes: it is told, and a lost network starts again. */
export function failure(state: PageState, error: unknown): Change {
  if (isAbort(error)) return {};
  const problem = problemOf(error);
  return isLoss(problem) ? lost(state, problem) : { notice: { kind: 'problem', problem } };
}
