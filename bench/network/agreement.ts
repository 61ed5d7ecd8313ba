import type { Excerpt } from './engine.ts';

/** By how much maps of two engines may differ. */
const TOLERANCE = 2e-3;
/** Share of the consensus' pixels where a vote may fall the other way, because a map is at its threshold there. */
const TURNED_VOTES = 0.01;

export interface Agreement {
  /** The largest difference of any value but those of the consensus. */
  readonly difference: number;
  /** What does not agree, in words; empty when all does. */
  readonly complaints: readonly string[];
}

/** Holds an engine's values against the reference's. */
export function compareExcerpts(reference: Excerpt, other: Excerpt): Agreement {
  const complaints: string[] = [];
  let difference = 0;
  for (const [name, expected] of Object.entries(reference)) {
    const actual = other[name];
    if (actual?.length !== expected.length) {
      complaints.push(`${name} has ${actual?.length ?? 0} values instead of ${expected.length}`);
      continue;
    }
    const differences = expected.map((value, index) => Math.abs(value - actual[index]!));
    // Written so that NaN counts as too far.
    const far = differences.filter((each) => !(each <= TOLERANCE)).length;
    const largest = differences.reduce((most, each) => (each <= most ? most : each), 0);
    if (name === 'consensus') {
      if (far > TURNED_VOTES * expected.length)
        complaints.push(`${name} differs at ${far} of ${expected.length} pixels`);
    } else {
      difference = Math.max(difference, largest);
      if (far > 0) complaints.push(`${name} differs by up to ${largest.toPrecision(2)}`);
    }
  }
  return { difference, complaints };
}
