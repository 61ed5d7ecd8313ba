import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as catalogue from '../language/catalogue.ts';
import type { Language } from '../../languages/languages.ts';
import {
  formatMegabytes,
  formatMilliseconds,
  formatPercent,
  formatRoom,
  formatSigned,
} from './format.ts';

const TIMES = [4.25, 613, 1500, 42_000, 185_000, 7_260_000];

afterEach(() => {
  vi.restoreAllMocks();
});

function timesIn(language: Language): string[] {
  vi.spyOn(catalogue, 'presentLanguage').mockReturnValue(language);
  return TIMES.map(formatMilliseconds);
}

describe('formatMilliseconds', () => {
  it('writes the units of SI in English', () => {
    expect(timesIn('en')).toEqual([
      '4.3 ms',
      '613 ms',
      '1.5 s',
      '42 s',
      '3 min 05 s',
      '2 h 01 min',
    ]);
  });

  it('writes the units in words in Japanese', () => {
    expect(timesIn('ja')).toEqual([
      '4.3 ミリ秒',
      '613 ミリ秒',
      '1.5 秒',
      '42 秒',
      '3 分 5 秒',
      '2 時間 1 分',
    ]);
  });
});

describe.each(['en', 'ja'] as const)('numbers in %s', (language) => {
  beforeEach(() => {
    vi.spyOn(catalogue, 'presentLanguage').mockReturnValue(language);
  });

  it('have the sizes of files with their units', () => {
    expect(formatMegabytes(4_680_000)).toBe('4.7 MB');
    expect([formatRoom(999_900_000), formatRoom(2_340_000_000)]).toEqual(['999 MB', '2.3 GB']);
  });

  it('have whole percent, and never 0% of something', () => {
    expect([0.004, 0.125, 1].map(formatPercent)).toEqual(['<1%', '13%', '100%']);
  });

  it('have a sign unless they are zero as written', () => {
    expect([1.234, -0.5, -0.001].map(formatSigned)).toEqual(['+1.23', '−0.50', '0.00']);
  });
});
