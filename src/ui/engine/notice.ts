import type { ImageSize } from '../../image/types.ts';
import type { Problem } from '../../worker/problem.ts';
import type { KeepOutcome } from '../models/checkpointStore.ts';

/** Something to tell the visitor; the catalogue has the words. */
export type Notice =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'waiting-for-photo' }
  /** The link is somebody else's, with these files of theirs. */
  | { readonly kind: 'own-link'; readonly files: readonly string[] }
  /** The link's sample was scored against these files of somebody's. */
  | { readonly kind: 'own-truth-link'; readonly files: readonly string[] }
  | { readonly kind: 'unknown-example'; readonly id: string }
  | { readonly kind: 'examples-unavailable' }
  | { readonly kind: 'restarting'; readonly gpuLost: boolean }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'unknown-model' }
  /** The link has pinned a result of a model that is not here. */
  | { readonly kind: 'pin-left-out' }
  /** A comparison took the place of what was pinned, of a model of this title: the state has it while this is told. */
  | { readonly kind: 'pin-replaced'; readonly title: string }
  | { readonly kind: 'model-gone'; readonly title: string }
  | {
      readonly kind: 'not-kept';
      readonly title: string;
      readonly reason: Exclude<KeepOutcome, 'kept'>;
    }
  /** Of several files of one depth, or of something else, these are not used. */
  | { readonly kind: 'views-left-out'; readonly files: readonly string[] }
  | { readonly kind: 'depth-left-out'; readonly problem: Problem }
  | { readonly kind: 'truth-left-out'; readonly problem: Problem }
  | { readonly kind: 'truth-misfit'; readonly photo: ImageSize; readonly truth: ImageSize };
