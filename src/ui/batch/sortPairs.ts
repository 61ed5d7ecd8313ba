import type { MainScore } from '../../evaluation/resultRows.ts';
import type { Scale } from '../../inference/runImage.ts';
import type { PairOutcome } from './batchRun.ts';

export type SortKey = 'name' | 'meanUncertainty' | MainScore;

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
  const valueOf = (outcome: PairOutcome): number | null => {
    if (outcome.kind === 'failed') return null;
    return key === 'meanUncertainty'
      ? outcome.meanUncertainty
      : (outcome.scores?.[scale][key] ?? null);
  };
  return outcomes.toSorted((a, b) => {
    const [first, second] = [valueOf(a), valueOf(b)];
    if (first === null || second === null) return Number(first === null) - Number(second === null);
    return direction * (first - second);
  });
}
