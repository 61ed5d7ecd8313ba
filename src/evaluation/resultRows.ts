import type { SaliencyRow } from '../metrics/saliencyEvaluator.ts';
import { type SaliencyScores, type ScoreKey, SCORES } from '../metrics/saliencyScores.ts';

/** One line of a results table: the scores of one method on one data set. */
export interface ResultRow extends SaliencyRow {
  readonly dataset: string;
  /** The method; of the network's own rows `consensus`, `mean` or `single`. */
  readonly name: string;
}

/** A score with a column in every table. */
export type MainScore = {
  [Key in ScoreKey]: (typeof SCORES)[Key] extends { heading: unknown } ? Key : never;
}[ScoreKey];

function isMain(key: ScoreKey): key is MainScore {
  return 'heading' in SCORES[key];
}

/** The field's scores, which every table shows, in the order of their columns. */
export const MAIN_SCORES: readonly MainScore[] = (Object.keys(SCORES) as ScoreKey[]).filter(isMain);

export type MainScores = Pick<SaliencyScores, MainScore>;

/** The main ones among all scores. */
export function mainScores(scores: SaliencyScores): MainScores {
  return Object.fromEntries(MAIN_SCORES.map((key) => [key, scores[key]])) as unknown as MainScores;
}

/** Whether less of a score is better. */
export function isError(key: ScoreKey): boolean {
  return 'lessIsBetter' in SCORES[key];
}

/** A score's name with an arrow for its better direction. */
export function headingOf(key: MainScore): string {
  return `${SCORES[key].heading[0]}${isError(key) ? '↓' : '↑'}`;
}

/** The best value of a score among some rows. */
export function bestScore(rows: readonly ResultRow[], key: ScoreKey): number {
  const values = rows.map((row) => row[key]);
  return isError(key) ? Math.min(...values) : Math.max(...values);
}

/** The rows of each data set, in the order in which they first come. */
export function rowsByDataset(rows: readonly ResultRow[]): ReadonlyMap<string, ResultRow[]> {
  const groups = new Map<string, ResultRow[]>();
  for (const row of rows) {
    const group = groups.get(row.dataset);
    if (group === undefined) groups.set(row.dataset, [row]);
    else group.push(row);
  }
  return groups;
}
