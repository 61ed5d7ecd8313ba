import type { SaliencyRow, SaliencyScores } from '../metrics/saliencyEvaluator.ts';

/** One line of a results table: the scores of one method on one data set. */
export interface ResultRow extends SaliencyRow {
  readonly dataset: string;
  /** The method; of the network's own rows `consensus`, `mean` or `single`. */
  readonly name: string;
}

/** A row's numbers without the number of images. */
export type ScoreKey = Exclude<keyof SaliencyRow, 'images'>;

/** The field's scores, which every table shows, in the order of their columns. */
export const MAIN_SCORES = [
  'sMeasure',
  'meanF',
  'maxF',
  'adaptiveF',
  'weightedF',
  'meanE',
  'maxE',
  'adaptiveE',
  'iou',
  'mae',
] as const satisfies readonly ScoreKey[];

export type MainScores = Pick<SaliencyScores, (typeof MAIN_SCORES)[number]>;

/** The main ones among all scores. */
export function mainScores(scores: SaliencyScores): MainScores {
  return Object.fromEntries(MAIN_SCORES.map((key) => [key, scores[key]])) as unknown as MainScores;
}

/** Scores of which less is better. */
const ERRORS: readonly ScoreKey[] = ['mae', 'balancedErrorRate', 'minBalancedErrorRate'];

/** Whether less of a score is better. */
export function isError(key: ScoreKey): boolean {
  return ERRORS.includes(key);
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
