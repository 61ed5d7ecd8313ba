import { MARKED } from '../../image/marks.ts';
import type { ScalarMap } from '../../image/types.ts';
import { meanMap } from '../../inference/sampleSummary.ts';
import type { SampleSet } from '../../worker/protocol.ts';
import type { Messages } from '../english.ts';
import type { Appearance } from './appearance.ts';
import type { ShownMap } from './mapList.ts';

/** Whether the answers with a contested part are kept, or those without it. */
export type Keep = 'all' | 'with' | 'without';

/** The answers that pass the visitor's filter. */
export interface KeptAnswers {
  /** The contested part that it is about, from 0. */
  readonly part: number | null;
  readonly keep: Keep;
  readonly isKept: (index: number) => boolean;
  readonly maps: readonly ScalarMap[];
  /** What most of those that are kept mark, where some are not; null where all are. */
  readonly most: ShownMap | null;
  readonly appearance: Appearance;
}

/** The filter's outcome. A part that the present answers do not have keeps all. */
export function keepAnswers(
  samples: SampleSet | null,
  chosen: { readonly part: number | null; readonly keep: Keep },
  appearance: Appearance,
  messages: Messages,
): KeptAnswers {
  const region = chosen.part === null ? undefined : samples?.regions.contested[chosen.part];
  const part = region === undefined ? null : chosen.part;
  const keep = region === undefined ? 'all' : chosen.keep;
  const isKept = (index: number) => keep === 'all' || region!.holders[index] === (keep === 'with');
  const maps = samples?.maps.filter((_, index) => isKept(index)) ?? [];
  const most: ShownMap | null =
    keep === 'all' || maps.length === 0
      ? null
      : {
          key: 'kept',
          title: messages.mainPicture.kept(maps.length),
          role: 'saliency',
          map: markedMap(meanMap(maps)),
          range: [0, 1],
          download: null,
        };
  return { part, keep, isKept, maps, most, appearance };
}

/** 1 from one half on: a half-lit part would look as if it were kept. */
function markedMap({ height, width, data }: ScalarMap): ScalarMap {
  return { height, width, data: data.map((value) => Number(value >= MARKED)) };
}
