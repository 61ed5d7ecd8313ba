import { expect, it } from 'vitest';
import { layTable, piecesOf, wrap } from './sheet.ts';

const widthOf = (text: string) => text.length;

it('wraps words, and says when some are left out', () => {
  const words = (text: string) => piecesOf(text, 'en');
  expect(wrap(words('one two three'), 7, 2, widthOf)).toEqual(['one two', 'three']);
  expect(wrap(words('one two three four'), 7, 2, widthOf)).toEqual(['one two', 'three …']);
  expect(wrap(words('one two six seven'), 7, 2, widthOf)).toEqual(['one two', 'six …']);
  expect(wrap(words('incomprehensible'), 7, 2, widthOf)).toEqual(['incomprehensible']);
});

it('wraps a language without spaces too, and never before a mark or after an opening bracket', () => {
  const pieces = piecesOf('中央で一致し、左（2 人）で分かれます。', 'ja');
  expect(pieces.length).toBeGreaterThan(5);
  for (const piece of pieces) expect(piece).toMatch(/^[^、。）\s].*[^（]$|^[^（、。）\s]$/);
  const lines = wrap(pieces, 8, 9, widthOf);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(8);
  expect(lines.join('').replaceAll(' ', '')).toBe('中央で一致し、左（2人）で分かれます。');
});

it('keeps a number with its name, and ends no line with the point between numbers', () => {
  expect(wrap(['a: 1   ·   ', 'b: 2   ·   ', 'c: 3   ·   '], 16, 3, widthOf)).toEqual([
    'a: 1   ·   b: 2',
    'c: 3',
  ]);
});

it('cuts no cell of a table: long ones have several lines, and many are written smaller', () => {
  const width = (text: string, size: number) => 0.55 * size * text.length;
  const long = 'file, near end found by itself';
  const table = (count: number) => ({
    heads: ['Of the photo', 'Now: UC-Net', 'Pinned: UC-Net'],
    rows: Array.from({ length: count }, () => ({
      ...{ title: 'Depth', cells: [long, 'none'], best: [false, false] },
    })),
  });
  for (const count of [8, 18]) {
    const { size, room, rows } = layTable(table(count), { width: 780, height: 440 }, 'en', width);
    expect(rows[1]!.cells[1]!.lines.join(' ')).toBe(long);
    expect(size).toBeGreaterThanOrEqual(9);
    const height = rows.reduce((sum, row) => sum + 1.25 * size * row.lines + room, 0);
    expect(height).toBeLessThanOrEqual(440.01);
  }
});
