import type { Join } from './receptiveField.ts';

/** A cell of a level: 0 is the input, and the level of a convolution is its number. Cells count from the output's own place. */
interface Place {
  readonly level: number;
  readonly cell: number;
}

export interface WaysThrough {
  /** Cells to either side that the output may see. */
  readonly reach: number;
  /** The cells that reach the output, level by level. */
  readonly levels: readonly (readonly number[])[];
  /** What reads what, in one dimension. */
  readonly ways: readonly { readonly from: Place; readonly to: Place }[];
}

/**
 * Follows every way from one output back to the input, in one dimension.
 *
 * @param rates dilations, in the order in which they run
 */
export function waysThrough(rates: readonly number[], join: Join): WaysThrough {
  const reached = [new Set<number>(), ...rates.map(() => new Set<number>())];
  // In a row the last one is the output; otherwise all of them are joined into it.
  if (join === 'cascade') reached.at(-1)!.add(0);
  else for (const level of reached.slice(1)) level.add(0);
  const ways: { from: Place; to: Place }[] = [];
  for (let level = rates.length; level > 0; level--) {
    const rate = rates[level - 1]!;
    const sources = { cascade: [level - 1], parallel: [0], dense: levelsBelow(level) }[join];
    for (const source of sources) {
      for (const cell of reached[level]!) {
        for (const step of [-rate, 0, rate]) {
          reached[source]!.add(cell + step);
          ways.push({ from: { level, cell }, to: { level: source, cell: cell + step } });
        }
      }
    }
  }
  const reach = join === 'parallel' ? Math.max(...rates) : rates.reduce((a, b) => a + b, 0);
  return { reach, levels: reached.map((cells) => [...cells].sort((a, b) => a - b)), ways };
}

function levelsBelow(level: number): number[] {
  return Array.from({ length: level }, (_, below) => below);
}
