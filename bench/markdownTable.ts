/** A column of a table: its title, and where its cells stand. */
export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
}

/**
 * A Markdown table with padded cells, ready to be pasted into `docs/`.
 *
 * @throws RangeError for a row of another length
 */
export function markdownTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const uneven = rows.find((row) => row.length !== columns.length);
  if (uneven !== undefined) {
    throw new RangeError(`A row has ${uneven.length} cells for ${columns.length} columns.`);
  }
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => row[index]!.length)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = cells.map((cell, index) =>
      columns[index]!.align === 'right'
        ? cell.padStart(widths[index]!)
        : cell.padEnd(widths[index]!),
    );
    return `| ${padded.join(' | ')} |`;
  };
  const rule = columns.map(({ align }, index) =>
    align === 'right' ? `${'-'.repeat(widths[index]! - 1)}:` : '-'.repeat(widths[index]!),
  );
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)].join('\n');
}

/** A number with about three significant digits and no exponent: 0.0123, 4.56, 78.9, 1234. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value === 0) return '0';
  const digits = Math.min(Math.max(2 - Math.floor(Math.log10(Math.abs(value))), 0), 6);
  return value.toFixed(digits);
}

/** Milliseconds as `12.3 ms` or, from ten seconds on, as `12.3 s`. */
export function duration(milliseconds: number): string {
  return milliseconds >= 10_000
    ? `${threeDigits(milliseconds / 1000)} s`
    : `${threeDigits(milliseconds)} ms`;
}

/** A share in [0,1] as `12.3 %`. */
export function percentage(share: number): string {
  return `${threeDigits(100 * share)} %`;
}
