import { afterEach, expect, it, vi } from 'vitest';
import * as catalogue from '../language/catalogue.ts';
import { network as japanese } from '../japanese/learn/network.ts';
import { formatChange, formatNumber } from './format.ts';
import { network as english } from './messages/english/network.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

it('a negative number has a minus sign, as formulas do', () => {
  expect(formatNumber(-2)).toBe('−2');
  expect(formatChange(-0.129, 3)).toBe('−0.129');
  expect(formatChange(0.005, 3)).toBe('+0.005');
});

it.each([
  [1_903_482_112, '1,903.5 million', '19.035億回'],
  [2_417_000_000, '2,417 million', '24.17億回'],
  [689_026_560, '689 million', '6.89億回'],
  [4_089_888, '4.1 million', '410万回'],
])(
  '%i operations are told as exactly in one language as in the other',
  (count, inEnglish, inJapanese) => {
    expect(english.multiplyAdds(count)).toBe(inEnglish);
    vi.spyOn(catalogue, 'presentLanguage').mockReturnValue('ja');
    expect(japanese.multiplyAdds(count)).toBe(inJapanese);
  },
);
