import type { RawDepth } from '../image/types.ts';

/** Which end of a depth file's values is near the camera. */
export type NearEnd = 'bright' | 'dark';

export interface NearDecision {
  readonly near: NearEnd;
}

/** Placeholder rule. */
export function decideNear(raw: RawDepth): NearDecision {
  return { near: raw.values.length > 0 ? 'bright' : 'dark' };
}
