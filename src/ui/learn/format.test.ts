import { expect, it } from 'vitest';
import { formatChange, formatNumber } from './format.ts';

it('a negative number has a minus sign, as formulas do', () => {
  expect(formatNumber(-2)).toBe('−2');
  expect(formatChange(-0.129, 3)).toBe('−0.129');
  expect(formatChange(0.005, 3)).toBe('+0.005');
});
