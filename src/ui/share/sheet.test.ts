import { expect, it } from 'vitest';
import { piecesOf, wrap } from './sheet.ts';

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
