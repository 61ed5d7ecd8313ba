import { drawsSlowly } from '../engine/selectors.ts';
import type { PageState } from '../engine/state.ts';

/** What the visitor sees the worker do, or nothing. */
export type ShownStage = 'idle' | 'reading' | 'estimating' | 'network' | 'sampling' | 'exploring';

/**
 * What the visitor is told of the work under way. Nothing for a map that follows a slider: it is there before the
 * words could be read.
 */
export function stageOf(state: PageState): ShownStage {
  const { working, image, result } = state;
  switch (working.network) {
    case 'start':
      if (image.photo !== null) return 'network';
      break;
    case 'estimate':
      return 'estimating';
    case 'analyse':
    case 'effects':
      return 'network';
    case 'sample':
      return 'sampling';
    case 'explore':
      if (drawsSlowly(state)) return 'exploring';
      if (result.effects === null) return 'network';
  }
  return working.files === 'decode' ? 'reading' : 'idle';
}
