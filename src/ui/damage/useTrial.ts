import { useEffect, useMemo, useState } from 'react';
import type { DepthDamage, ImageFacts, SampleSet } from '../../worker/protocol.ts';
import { requestOf } from '../engine/selectors.ts';
import { keyOf, type Request } from '../engine/shelf.ts';
import { resultsOf } from '../engine/show.ts';
import { usePageState, useStore } from '../engine/usePage.ts';
import { type Effect, nextAmount } from './changeSearch.ts';
import { measureEffect } from './measureEffect.ts';

/** What the network makes of the image, all of it there. */
export interface Whole {
  readonly image: ImageFacts;
  readonly samples: SampleSet;
}

/** The results of a request beside the page's own; null until both are there, and without a request. */
export function useOutcome(request: Request | null): Whole | null {
  const image = usePageState((state) => request && resultsOf(state, request).analyse);
  const samples = usePageState((state) => request && resultsOf(state, request).sample);
  return useMemo(
    () => (image === null || samples === null ? null : { image, samples }),
    [image, samples],
  );
}

/** The page's own request, without what only its sliders and its ground truth ask for; null while there is no photo. */
export function useOwnRequest(): Request | null {
  const image = usePageState((state) => state.image);
  const model = usePageState((state) => state.model);
  const store = useStore();
  return useMemo(() => {
    const request = requestOf({ ...store.get(), image, model });
    return request && { ...request, latent: null, truth: null };
  }, [store, image, model]);
}

/** Has the network try some requests, in their order, until the component goes. */
export function useBeside(requests: readonly Request[]): void {
  const store = useStore();
  useEffect(() => store.ask({ beside: requests }), [store, requests]);
  useEffect(() => () => store.update({ beside: [] }), [store]);
}

interface Trial {
  /** With the damage as it is chosen; the outcome before until it is there. */
  readonly outcome: Whole | null;
  /** Of all amounts of this kind of damage that were measured. */
  readonly effects: readonly Effect[];
  readonly isMeasured: boolean;
}

/**
 * Tries a damage, and then the amounts that its curves need.
 *
 * @param damage null where it lacks something
 * @param whole the outcome without damage
 */
export function useTrial(
  own: Request | null,
  damage: DepthDamage | null,
  whole: Whole | null,
  isSlow: boolean,
): Trial {
  const kind = damage && keyOf(damage.kind, damage.other?.file.key ?? null);
  const [kept, setKept] = useState<{ readonly whole: unknown; readonly byKind: Kinds }>({
    whole,
    byKind: {},
  });
  if (kept.whole !== whole) setKept({ whole, byKind: {} });
  const effects = (kind !== null && kept.byKind[kind]) || NONE;
  const next = isSlow || whole === null ? null : nextAmount(effects);
  const chosen = useMemo(() => withDamage(own, damage), [own, damage]);
  const measured = useMemo(
    () => withDamage(own, damage && next !== null ? { ...damage, amount: next } : null),
    [own, damage, next],
  );
  useBeside(useMemo(() => [chosen, measured].filter((each) => each !== null), [chosen, measured]));
  const shown = useOutcome(chosen);
  const curve = useOutcome(measured);
  const [outcome, setOutcome] = useState<Whole | null>(null);
  if (shown !== null && shown !== outcome) setOutcome(shown);
  for (const [request, found] of [
    [chosen, shown],
    [measured, curve],
  ] as const) {
    const amount = request?.damage?.amount;
    if (amount === undefined || found === null || whole === null || kind === null) continue;
    if (effects.some((effect) => effect.amount === amount)) continue;
    const added = [...effects, measureEffect(amount, whole, found)];
    setKept({ whole, byKind: { ...kept.byKind, [kind]: added } });
    break;
  }
  return { outcome: damage?.amount === 0 ? whole : outcome, effects, isMeasured: next === null };
}

type Kinds = Readonly<Record<string, readonly Effect[]>>;
const NONE: readonly Effect[] = [];

function withDamage(own: Request | null, damage: DepthDamage | null): Request | null {
  return own === null || damage === null || damage.amount === 0 ? null : { ...own, damage };
}
