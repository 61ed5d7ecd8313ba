import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { japanese as learnJapanese } from '../japanese/learn/learn.ts';
import { japanese, pageSentences } from '../japanese/page/page.ts';
import { ALL_LANGUAGES, FIRST_LANGUAGE, type Language } from '../../languages/languages.ts';
import { english } from '../english.ts';
import { english as learnEnglish } from '../learn/messages/english/english.ts';
import { ENGLISH_SENTENCES } from './testing/englishSentences.ts';

const CATALOGUES: Readonly<Record<string, Readonly<Record<Language, object>>>> = {
  page: { en: english, ja: japanese },
  learn: { en: learnEnglish, ja: learnJapanese },
  sentences: { en: ENGLISH_SENTENCES, ja: pageSentences },
};

/** Every text by its path, and what it is: a function with its number of arguments, or a plain value. */
function shapeOf(texts: object, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    if (typeof value === 'function') return [`${here}: a function of ${value.length}`];
    if (typeof value === 'object' && value !== null) return shapeOf(value, here);
    return [`${here}: ${typeof value}`];
  });
}

const OTHERS = ALL_LANGUAGES.filter((language) => language !== FIRST_LANGUAGE);

describe.each(Object.entries(CATALOGUES))('the catalogue of %s', (_, catalogue) => {
  it.each(OTHERS)('has the same keys with the same arguments in %s', (language) => {
    expect(shapeOf(catalogue[language]).sort()).toEqual(shapeOf(catalogue[FIRST_LANGUAGE]).sort());
  });

  it.each(ALL_LANGUAGES)('has no undefined text in %s', (language) => {
    expect(shapeOf(catalogue[language]).filter((text) => text.endsWith('undefined'))).toEqual([]);
  });
});

it('a difference says in Japanese which map is taken from which', () => {
  expect(japanese.viewer.differenceOf('平均', '多数決')).toBe('平均から多数決を引いた差');
});

function readPublic<T>(path: string): T {
  return JSON.parse(readFileSync(new URL(`../../../public/${path}`, import.meta.url), 'utf8')) as T;
}

describe('what the page’s files say in English', () => {
  it('has a Japanese text for every sample', () => {
    const samples = readPublic<{ title: string }[]>('samples/samples.json');
    const { sampleTitle } = japanese;
    expect(
      samples.map(({ title }) => title).filter((title) => sampleTitle(title) === title),
    ).toEqual([]);
  });

  it('has a Japanese text for every end of the default model’s sliders', () => {
    const { latents } = readPublic<{ latents: { low: string; high: string }[] }>(
      'models/ucnet-lite1/model.json',
    );
    const ends = latents.flatMap(({ low, high }) => [low, high]);
    expect(ends.filter((end) => japanese.sliderEnd(end) === end)).toEqual([]);
  });

  it('is left as it is where a foreign model says something else', () => {
    expect(japanese.sliderEnd('prefers red')).toBe('prefers red');
    expect(japanese.sampleTitle('A cat')).toBe('A cat');
  });
});
