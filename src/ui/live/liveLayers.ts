import { MARKED } from '../../image/marks.ts';
import type { FrameLayer } from '../../worker/protocol.ts';
import type { Appearance } from '../result/appearance.ts';
import type { LiveLayer } from './messages.ts';

export const LIVE_LAYERS: readonly LiveLayer[] = ['agreed', 'differ', 'outlines', 'depth'];

/** Bits of disagreement with the last colour: a scale that does not change from frame to frame. */
const MOST_DISAGREEMENT = 0.4;

/**
 * What the worker is to paint for a layer.
 *
 * @param oneMap the network gives one answer, which disagrees with none
 */
export function frameLayer(
  layer: LiveLayer,
  oneMap: boolean,
  { colours, opacity }: Pick<Appearance, 'colours' | 'opacity'>,
): FrameLayer {
  const range = [0, 1] as const;
  switch (layer) {
    case 'agreed':
      return { of: 'mean', painting: { colours, opacity, range, cover: 'dimming' } };
    case 'differ':
      return oneMap
        ? { of: 'total', painting: { colours, opacity, range, cover: 'fading' } }
        : {
            of: 'disagreement',
            painting: { colours, opacity, range: [0, MOST_DISAGREEMENT], cover: 'fading' },
          };
    case 'outlines':
      return { of: 'outlines', level: MARKED };
    case 'depth':
      return { of: 'depth', painting: { colours, opacity, range, cover: 'even' } };
  }
}
