import { MAIN_SCORES } from '../../evaluation/resultRows.ts';
import { csvCell, formatCsv, formatLatex } from '../../evaluation/resultTables.ts';
import type { Scale } from '../../inference/runImage.ts';
import { inEnglish } from '../../languages/sentence.ts';
import { SCALES } from '../result/appearance.ts';
import { PAIR_NUMBERS } from './sortPairs.ts';
import type { BatchState, PairOutcome } from './batchRun.ts';

const SCALE_NAMES: Readonly<Record<Scale, string>> = { minMax: 'min-max', raw: 'raw' };

/** What maps are called in the archive where the pairs lie in no folder. */
const NAMELESS = 'pairs';

/** Name of the archive, which says where depth was estimated. */
export function archiveName({ matching, outcomes }: BatchState): string {
  const estimated = outcomes.some((each) => each.kind === 'done' && each.depth === 'estimated');
  return `${matching.dataset || NAMELESS}${estimated ? '-estimated-depth' : ''}-saliency.zip`;
}

/**
 * All maps in the folders that evaluators read, `DATASET/MAP/NAME.png`, with the tables beside them: the means as CSV
 * and LaTeX, and a line for each pair.
 */
export async function exportBatch({ matching, outcomes, rows }: BatchState): Promise<Blob> {
  const { BlobReader, BlobWriter, TextReader, ZipWriter } = await import('@zip.js/zip.js');
  const archive = new ZipWriter(new BlobWriter('application/zip'), { useWebWorkers: false });
  const dataset = matching.dataset || NAMELESS;
  for (const outcome of outcomes) {
    if (outcome.kind === 'failed') continue;
    for (const [map, file] of Object.entries(outcome.maps)) {
      const path = `${dataset}/${map}/${outcome.pair.name}.png`;
      // PNG files are packed already.
      await archive.add(path, new BlobReader(file), { level: 0 });
    }
  }
  for (const scale of SCALES) {
    const name = SCALE_NAMES[scale];
    if (rows[scale].length > 0) {
      await archive.add(`scores-${name}.csv`, new TextReader(formatCsv(rows[scale])));
      await archive.add(`scores-${name}.tex`, new TextReader(formatLatex(rows[scale])));
    }
    await archive.add(`pairs-${name}.csv`, new TextReader(formatPairs(outcomes, scale)));
  }
  return archive.close();
}

/** A line for each pair: where its depth came from, its uncertainty, the scores of its consensus, and what was wrong with its files. */
export function formatPairs(outcomes: readonly PairOutcome[], scale: Scale): string {
  const heading = ['name', 'depth', ...PAIR_NUMBERS, ...MAIN_SCORES, 'problem'];
  const lines = outcomes.map((outcome) => {
    const { name } = outcome.pair;
    if (outcome.kind === 'failed') {
      const blank = [...PAIR_NUMBERS, ...MAIN_SCORES].map(() => '');
      return [name, '', ...blank, inEnglish(outcome.detail)];
    }
    const scores = outcome.scores?.[scale];
    return [
      name,
      outcome.depth,
      ...PAIR_NUMBERS.map((key) => outcome[key] ?? ''),
      ...MAIN_SCORES.map((key) => scores?.[key] ?? ''),
      outcome.warnings.map(inEnglish).join(' '),
    ];
  });
  return [heading, ...lines].map((cells) => `${cells.map(csvCell).join(',')}\r\n`).join('');
}
