import { useEffect, useState } from 'react';
import type { ScalarMap } from '../../image/types.ts';
import type { AnswerRegions, HeldRegions } from '../../inference/regions.ts';
import { givesOneMap, isOneMap } from '../engine/selectors.ts';
import type { PageState, ShownResult } from '../engine/state.ts';
import { usePageState } from '../engine/usePage.ts';
import { glimpseInUse } from '../explorer/latent.ts';
import type { Appearance } from './appearance.ts';

/** What an answer marks, as it was measured. */
export interface Held {
  readonly map: ScalarMap;
  readonly regions: AnswerRegions;
  readonly focus: number | null;
  readonly held: HeldRegions;
}

/** A slider that has not moved for so long is not on its way any more: what is told then is worth hearing. */
const REST_MS = 400;

/**
 * What the one answer on the main picture marks of the parts of all, measured when it rests; until then the last that was
 * measured of it. Null while there is none.
 */
export function useHeld(
  regions: AnswerRegions | null,
): (Held & { readonly stale: boolean }) | null {
  const focus = usePageState(({ appearance }) => appearance.focus);
  const map = usePageState(answerOnShow);
  const moving = usePageState(
    (state) => state.appearance.focus === null && glimpseInUse(state) !== null,
  );
  const [known, setKnown] = useState<Held | null>(null);
  useEffect(() => {
    if (map === null || regions === null || moving) return;
    let wanted = true;
    const timer = setTimeout(() => {
      void import('../../inference/regions.ts').then(
        ({ heldRegions }) => {
          if (wanted) setKnown({ map, regions, focus, held: heldRegions(map, regions) });
        },
        // Without it, the sentence goes on speaking of all.
        () => undefined,
      );
    }, REST_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [map, regions, focus, moving]);
  if (map === null || known?.regions !== regions || known.focus !== focus) return null;
  return { ...known, stale: moving || known.map !== map };
}

/** The answer that is the main picture; null where that is of all answers, or of the only one. */
export function answerOnShow(state: PageState): ScalarMap | null {
  return givesOneMap(state) ? null : answerOf(state.result, state.appearance);
}

/** The answer that is the picture of a result in this appearance; null where that is of all answers, or of the only one. */
function answerOf(result: ShownResult, { layer, focus }: Appearance): ScalarMap | null {
  const { samples, explored } = result;
  if (layer !== 'answer' || samples === null || isOneMap(result)) return null;
  if (focus === null) return explored?.map ?? null;
  return samples.count === 1 ? null : (samples.maps[focus] ?? null);
}

/** What a result's picture marks, which the words and numbers below it are of as well. */
export interface Marked {
  readonly map: ScalarMap;
  /** Of one answer among several, not of what most of them mark. */
  readonly isOne: boolean;
}

/** Null while that is on its way. */
export function markedBy(result: ShownResult, appearance: Appearance): Marked | null {
  const { samples, explored } = result;
  if (samples === null) return null;
  const { layer, focus } = appearance;
  if (layer === 'answer' && focus === null && explored === null && !isOneMap(result)) return null;
  const answer = answerOf(result, appearance);
  return { map: answer ?? samples.consensus, isOne: answer !== null };
}
