import { describe, expect, it } from 'vitest';
import { mapValues, SCORES } from '../metrics/saliencyScores.ts';
import { MAIN_SCORES, type ResultRow } from './resultRows.ts';
import { formatCsv, formatLatex, formatScore, formatTextTable } from './resultTables.ts';

const VALUES = {
  ...mapValues(SCORES, () => 0.5),
  sMeasure: 0.8971,
  maxF: 0.83,
  maxE: 1,
  mae: 0.0434,
};

function row(dataset: string, name: string, changes: Partial<ResultRow> = {}): ResultRow {
  return { dataset, name, images: 7, ...VALUES, ...changes };
}

describe('formatScore', () => {
  it.each([
    [0.8971, '.897'],
    [0.0434, '.043'],
    [1, '1.000'],
    [0, '.000'],
    [-0.25, '-.250'],
  ])('%s', (value, text) => expect(formatScore(value)).toBe(text));
});

describe('formatTextTable', () => {
  it('names each data set once and lines the columns up', () => {
    const lines = formatTextTable([row('NJU2K', 'consensus'), row('NJU2K', 'mean')]).split('\n');
    expect(lines[0]).toMatch(/^data set {2}method +images +S↑ .* MAE↓$/);
    expect(lines[1]).toMatch(/^NJU2K {5}consensus +7 +\.897 .* \.043$/);
    expect(lines[2]).toMatch(/^ {10}mean +7 /);
    expect(new Set(lines.slice(0, 3).map((line) => line.length)).size).toBe(1);
  });
});

describe('formatCsv', () => {
  it('keeps every score in full precision under its own key', () => {
    const [header, line, end] = formatCsv([row('a, "b"', 'm', { mae: 1 / 3 })]).split('\r\n');
    const keys = header!.split(',');
    expect(keys.slice(0, 3)).toEqual(['dataset', 'name', 'images']);
    expect(new Set(keys.slice(3))).toEqual(new Set(Object.keys(SCORES)));
    expect(line!.startsWith('"a, ""b""",m,7,')).toBe(true);
    expect(line!.split(',').at(keys.indexOf('mae') + 1)).toBe(String(1 / 3)); // the quoted comma
    expect(end).toBe('');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])(
    'makes text of the name %j, which spreadsheets would run',
    (name) => {
      const [, line] = formatCsv([row('set', name, { mae: -0.5 })]).split('\r\n');
      expect(line!.split(',').slice(0, 2)).toEqual(['set', `'${name}`]);
      expect(line).toContain(',-0.5'); // numbers stay numbers
    },
  );
});

describe('formatLatex', () => {
  it('is a table with the best of each data set in bold', () => {
    const latex = formatLatex([
      row('my_set', 'ours', { mae: 0.03, sMeasure: 0.8 }),
      row('my_set', 'theirs', { mae: 0.05, sMeasure: 0.9 }),
      row('other', 'ours'),
    ]);
    const lines = latex.split('\n');
    expect(latex).toMatch(/^% needs .*booktabs/);
    const ours = lines.find((line) => line.includes('my\\_set & ours'))!;
    const theirs = lines.find((line) => line.includes('& theirs'))!;
    expect(ours).toContain('\\textbf{.030}');
    expect(ours).toContain('& .800');
    expect(theirs).toContain('\\textbf{.900}');
    expect(theirs).toContain('& .050');
    expect(lines.find((line) => line.includes('other'))).not.toContain('textbf');
    for (const line of lines.filter((one) => one.includes(' & '))) {
      expect(line.split(' & ')).toHaveLength(2 + MAIN_SCORES.length);
    }
    expect(latex.match(/\\midrule/g)).toHaveLength(2);
  });

  it('escapes what LaTeX would read as a command', () => {
    expect(formatLatex([row('50%_a\\b', 'x&y')])).toContain(
      '50\\%\\_a\\textbackslash{}b & x\\&y & ',
    );
  });
});
