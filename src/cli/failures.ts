import { ImageError } from '../image/imageError.ts';
import { DepthMisfit } from '../inference/prepareDepth.ts';
import { MetricInputError } from '../metrics/metricInput.ts';
import { ModelConfigError } from '../model/modelCard.ts';
import { BackendUnavailable } from '../worker/problem.ts';
import { oneLine } from './terminal.ts';

/** The user asked for something that cannot be done; `message` is one sentence: what is wrong and what to do. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** A file cannot be written, and neither can those that would come after it: the disk is full or read-only. */
export class NoRoom extends BadInput {}

/** The user stopped the program; `message` says what is kept. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

const INPUT_ERRORS = [
  BadInput,
  BackendUnavailable,
  ImageError,
  MetricInputError,
  ModelConfigError,
] as const;

/** Whether an error is about what the user gave, and its message is meant for the user. */
export function isBadInput(error: unknown): error is Error {
  return INPUT_ERRORS.some((kind) => error instanceof kind);
}

/** The one line that tells an error. */
export function describeError(error: unknown): string {
  const line = oneLine(error instanceof Error ? error.message : String(error));
  return error instanceof DepthMisfit
    ? `${line} If they show the same view as they are, --fit stretch or --fit crop goes on; if the depth map lies on its side, --depth-rotate 90 or 270 turns it.`
    : line;
}

/** The program's exit code after an error: 2 for bad input, 1 for a fault of the program. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof Stopped) return 130; // as a shell tells of Ctrl-C
  return isBadInput(error) ? 2 : 1;
}
