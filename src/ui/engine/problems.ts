import { InferenceProblem } from '../../worker/problem.ts';
import type { Problem } from '../../worker/protocol.ts';

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
