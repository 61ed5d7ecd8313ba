import { type ScoreKey, SCORES } from '../metrics/saliencyScores.ts';
import {
  bestScore,
  headingOf,
  isError,
  MAIN_SCORES,
  rowsByDataset,
  type ResultRow,
} from './resultRows.ts';

/** Three decimals without the zero in front, as papers print them: .897, 1.000, .043. */
export function formatScore(value: number): string {
  return value.toFixed(3).replace(/^(-?)0\./, '$1.');
}

function padColumns(lines: readonly (readonly string[])[], leftAligned: number): string[] {
  const widths = lines[0]!.map((_, column) =>
    Math.max(...lines.map((line) => line[column]!.length)),
  );
  return lines.map((line) =>
    line
      .map((cell, column) => {
        const width = widths[column]!;
        return column < leftAligned ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A table like a paper's, in plain text: a line a row, an arrow by each score for its better direction. */
export function formatTextTable(rows: readonly ResultRow[]): string {
  const lines = [['data set', 'method', 'images', ...MAIN_SCORES.map(headingOf)]];
  for (const group of rowsByDataset(rows).values()) {
    group.forEach((row, index) => {
      const start = [index === 0 ? row.dataset : '', row.name, String(row.images)];
      lines.push([...start, ...MAIN_SCORES.map((key) => formatScore(row[key]))]);
    });
  }
  return `${padColumns(lines, 2).join('\n')}\n`;
}

/** What a spreadsheet would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/;

/** A cell of comma-separated values (RFC 4180). A name that would be a formula gets a quote in front, so that it is text. */
export function csvCell(value: string | number): string {
  const text = typeof value === 'string' && FORMULA.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** All scores in full precision as comma-separated values (RFC 4180), one line a row. */
export function formatCsv(rows: readonly ResultRow[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const scores = Object.keys(first).filter((key) => !['dataset', 'name', 'images'].includes(key));
  const keys = ['dataset', 'name', 'images', ...scores] as (keyof ResultRow)[];
  const lines = rows.map((row) => keys.map((key) => csvCell(row[key])).join(','));
  return `${[keys.join(','), ...lines].join('\r\n')}\r\n`;
}

const LATEX_SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

function escapeLatex(text: string): string {
  return text.replace(
    /[\\~^&%$#_{}]/g,
    (character) => LATEX_SPECIAL[character] ?? `\\${character}`,
  );
}

function latexScore(row: ResultRow, key: ScoreKey, group: readonly ResultRow[]): string {
  const text = formatScore(row[key]);
  // What prints alike counts as equally good.
  return group.length > 1 && text === formatScore(bestScore(group, key))
    ? `\\textbf{${text}}`
    : text;
}

/** A `booktabs` table to be put into a paper; the best of each data set is bold. */
export function formatLatex(rows: readonly ResultRow[]): string {
  const headings = MAIN_SCORES.map(
    (key) => `${SCORES[key].heading[1]}\\,$\\${isError(key) ? 'downarrow' : 'uparrow'}$`,
  );
  const bodies = [...rowsByDataset(rows)].map(([dataset, group]) =>
    group
      .map((row, index) => {
        const start = [index === 0 ? escapeLatex(dataset) : '', escapeLatex(row.name)];
        const scores = MAIN_SCORES.map((key) => latexScore(row, key, group));
        return `    ${[...start, ...scores].join(' & ')} \\\\`;
      })
      .join('\n'),
  );
  return [
    '% needs \\usepackage{booktabs}',
    `\\begin{tabular}{ll${'c'.repeat(MAIN_SCORES.length)}}`,
    '    \\toprule',
    `    Data set & Method & ${headings.join(' & ')} \\\\`,
    '    \\midrule',
    bodies.join('\n    \\midrule\n'),
    '    \\bottomrule',
    '\\end{tabular}',
    '',
  ].join('\n');
}
