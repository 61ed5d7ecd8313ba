import { afterEach, describe, expect, it, vi } from 'vitest';
import * as catalogue from '../language/catalogue.ts';
import type { Language } from '../../languages/languages.ts';
import { formatMilliseconds } from './format.ts';

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
