import { useMemo, useState } from 'react';
import type { DepthDamage } from '../../worker/protocol.ts';
import { keyOf, type Request } from '../engine/shelf.ts';
import { useBeside, useOutcome, type Whole } from '../engine/useBeside.ts';
import { type Effect, nextAmount } from './changeSearch.ts';
import { measureEffect } from './measureEffect.ts';

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
  const kind = damage && keyOf(damage.kind, damage.other?.file.key, damage.other?.near);
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
