import type { MainScore } from '../../evaluation/resultRows.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { PairOutcome } from './batchRun.ts';

/** What is told of every pair besides its scores, in the order of the columns. */
export const PAIR_NUMBERS = ['meanUncertainty', 'meanDisagreement', 'energyDistance'] as const;
export type PairNumber = (typeof PAIR_NUMBERS)[number];

/** A column, or `first`: what is most worth a look. */
export type SortKey = 'name' | 'first' | PairNumber | MainScore;

const ORDER = new Intl.Collator('en', { numeric: true });

/** Pairs in the order of a column. Those that have no value in it come last, whichever way it is sorted. */
export function sortPairs(
  outcomes: readonly PairOutcome[],
  key: SortKey,
  falling: boolean,
  scale: Scale,
): PairOutcome[] {
  const direction = falling ? -1 : 1;
  if (key === 'name') {
    return outcomes.toSorted((a, b) => direction * ORDER.compare(a.pair.name, b.pair.name));
  }
  const urgent = key === 'first' ? urgencies(outcomes) : null;
  const valueOf = (outcome: PairOutcome): number | null => {
    if (outcome.kind === 'failed') return null;
    if (key === 'first') return urgent!.get(outcome)?.share ?? null;
    if (isPairNumber(key)) return outcome[key];
    return outcome.scores?.[scale][key] ?? null;
  };
  return outcomes.toSorted((a, b) => {
    const [first, second] = [valueOf(a), valueOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return direction * (first - second);
  });
}

function isPairNumber(key: SortKey): key is PairNumber {
  return (PAIR_NUMBERS as readonly string[]).includes(key);
}

/** Why a pair is worth a look: its answers disagree, or they lie far from the ground truth. */
export type LookReason = 'meanDisagreement' | 'energyDistance';

export interface Urgency {
  /** Share of the pairs that are less so, in [0,1]: the largest of its reasons'. */
  readonly share: number;
  /** What it is above most of the others in, the strongest first. */
  readonly reasons: readonly LookReason[];
}

/**
 * How much each pair is worth a look among the others: by disagreement, or by distance from the ground truth, whichever
 * puts it higher. The two have different units, so places are compared, not values.
 */
export function urgencies(outcomes: readonly PairOutcome[]): ReadonlyMap<PairOutcome, Urgency> {
  const shares = new Map<PairOutcome, { reason: LookReason; share: number }[]>();
  for (const reason of ['energyDistance', 'meanDisagreement'] as const) {
    const values = outcomes.flatMap((outcome) => {
      const value = outcome.kind === 'done' ? outcome[reason] : null;
      return value === null ? [] : [{ outcome, value }];
    });
    values.sort((a, b) => a.value - b.value);
    let first = 0;
    values.forEach(({ outcome, value }, place) => {
      // Of a pair that is like others, no more than of these.
      if (value !== values[first]!.value) first = place;
      const share = values.length < 2 ? 0 : first / (values.length - 1);
      shares.set(outcome, [...(shares.get(outcome) ?? []), { reason, share }]);
    });
  }
  return new Map(
    [...shares].map(([outcome, found]) => {
      const ordered = found.toSorted((a, b) => b.share - a.share);
      const reasons = ordered.filter(({ share }) => share > 0.5).map(({ reason }) => reason);
      return [outcome, { share: ordered[0]!.share, reasons }];
    }),
  );
}
