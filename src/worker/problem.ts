import { type Told, ToldError } from '../languages/sentence.ts';

/** What went wrong, for the catalogue; `detail` is told from where it happened. */
export type ProblemCode =
  /** A file could not be read as an image; `detail` says why. */
  | 'bad-file'
  /** A checkpoint cannot be used; `detail` says why. */
  | 'bad-checkpoint'
  /** The model's files are missing, damaged or of another kind. */
  | 'model-unavailable'
  /** The backend that the visitor asked for does not start; `detail` says what to do. */
  | 'backend-unavailable'
  /** The backend stopped working: a lost GPU, or no memory left. */
  | 'backend-lost'
  /** The worker itself died; `detail` is empty when its code could not be loaded. */
  | 'worker-lost'
  /** The call was ended by `interrupt`; its caller is told of an abort. */
  | 'interrupted'
  | 'unexpected';

export interface Problem {
  readonly code: ProblemCode;
  readonly detail: Told;
  /** Address of the folder of the model's files that it is about. */
  readonly folder?: string;
}

/** A call failed for a reason that the page can put into words. */
export class InferenceProblem extends ToldError {
  override readonly name = 'InferenceProblem';

  constructor(
    readonly problem: Problem,
    options?: ErrorOptions,
  ) {
    super(problem.detail, options);
  }
}

/** The backend that is asked for does not start here; the message says what to do. */
export class BackendUnavailable extends ToldError {
  override readonly name = 'BackendUnavailable';
}

/** The error of a call that was given up: by its signal, or because a newer request took its place. */
export function aborted(): DOMException {
  return new DOMException('Nobody waits for this any more.', 'AbortError');
}

/** Whether an error only says that a call was given up. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

/** What the caller sees of a problem: an interruption is an abort. */
export function errorOf(problem: Problem): Error {
  return problem.code === 'interrupted' ? aborted() : new InferenceProblem(problem);
}
