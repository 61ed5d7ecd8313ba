import { InferenceProblem } from '../worker/client.ts';
import type { Problem } from '../worker/protocol.ts';

/** Whether a call failed because of its files, so that other files may do. */
export function isFileFault(error: unknown): boolean {
  return problemOf(error).code === 'bad-file';
}

/** What can be told of anything thrown. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InferenceProblem) return error.problem;
  return { code: 'unexpected', detail: error instanceof Error ? error.message : String(error) };
}
