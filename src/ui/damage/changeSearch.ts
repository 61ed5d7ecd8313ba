/** What an amount of damage does to an image. */
export interface Effect {
  /** In [0,1]. */
  readonly amount: number;
  /** Mean absolute change of the mean map, in [0,1]. */
  readonly saliency: number;
  /** The same of the corrected depth; null of a network that corrects none. */
  readonly depth: number | null;
  /** Mean disagreement of the answers, in bits. */
  readonly disagreement: number;
  /** Overlap of what is marked with and without the damage, in [0,1]. */
  readonly overlap: number;
}

/** The answer has changed where less than this of what is marked is the same (intersection over union). */
export const SAME_ANSWER = 0.8;

/** Amounts of the curves: every eighth. */
const STEPS = 8;
/** The search ends at this difference of amounts. */
const FINEST = 1 / 64;

/** The first measured amount by which the answer has changed, and the one before it; null where it never does. */
export function findChange(
  effects: readonly Effect[],
): { readonly before: number; readonly after: number } | null {
  const sorted = effects.toSorted((one, other) => one.amount - other.amount);
  const index = sorted.findIndex(({ overlap }) => overlap < SAME_ANSWER);
  if (index < 0) return null;
  return { before: sorted[index - 1]?.amount ?? 0, after: sorted[index]!.amount };
}

/**
 * The amount to measure next: first every eighth for the curves, then halves of the stretch in which the answer changes. Null when
 * that is known well enough.
 */
export function nextAmount(effects: readonly Effect[]): number | null {
  const known = new Set(effects.map(({ amount }) => amount));
  for (let step = 1; step <= STEPS; step++) {
    if (!known.has(step / STEPS)) return step / STEPS;
  }
  const change = findChange(effects);
  if (change === null || change.after - change.before <= FINEST) return null;
  return (change.before + change.after) / 2;
}
