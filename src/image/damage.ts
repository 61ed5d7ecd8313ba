/**
 * What can be wrong with a depth map. The first five are corruptions of the training as well (`depth_synthesis.py`: `add_noise`,
 * `quantise`, `patch_holes`, the blur of `bleed`, `misalign`), the sixth its mode `inverted`.
 */
export const DAMAGES = ['noise', 'steps', 'holes', 'blur', 'shift', 'inversion', 'other'] as const;
export type DamageKind = (typeof DAMAGES)[number];

export interface Damage {
  readonly kind: DamageKind;
  /** In [0,1]: 0 damages nothing. */
  readonly amount: number;
  /** Of what is random: noise, and where holes are. */
  readonly seed: number;
}

/** Standard deviation of the strongest noise. */
export const MOST_NOISE = 0.5;
/** Fewest and most steps between far and near, as powers of two. */
const STEP_POWERS = [0, 7] as const;
/** Shares of the width. */
export const FARTHEST_BLUR = 0.15;
export const FARTHEST_SHIFT = 0.3;

/** Steps between far and near that an amount leaves. */
export function stepsOf(amount: number): number {
  const [fewest, most] = STEP_POWERS;
  return Math.round(2 ** (most + (fewest - most) * amount));
}
