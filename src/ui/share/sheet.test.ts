import { expect, it } from 'vitest';
import { fitInto, wrap } from './sheet.ts';

const widthOf = (text: string) => text.length;

it('fits a picture into its box without changing its shape', () => {
  const box = { x: 5, y: 7, width: 100, height: 50 };
  expect(fitInto(4, box)).toEqual({ x: 5, y: 7, width: 100, height: 25 });
  expect(fitInto(1, box)).toEqual({ x: 5, y: 7, width: 50, height: 50 });
});

it('wraps words, and says when some are left out', () => {
  expect(wrap('one two three', 7, 2, widthOf)).toEqual(['one two', 'three']);
  expect(wrap('one two three four', 7, 2, widthOf)).toEqual(['one two', 'three …']);
  expect(wrap('incomprehensible', 7, 2, widthOf)).toEqual(['incomprehensible']);
});
