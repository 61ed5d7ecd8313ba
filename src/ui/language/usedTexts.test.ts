import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { english } from '../english.ts';
import { english as learnEnglish } from '../learn/messages/english/english.ts';
import { ENGLISH_SENTENCES } from './testing/englishSentences.ts';

const SOURCE = fileURLToPath(new URL('../../', import.meta.url));
const CATALOGUE =
  /^languages\/|(^|\/)(messages|english|\w*[sS]entences)\.ts$|\/messages\/|\.test\.tsx?$|\.d\.ts$/;

const sources = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.tsx?$/.test(path) && !CATALOGUE.test(path));
const code = sources.map((path) => readFileSync(SOURCE + path, 'utf8')).join('\n');

/** Every word of the code: the name of a text that is used is one of them. */
const words = new Set(code.match(/[\w$]+(-[\w$]+)*/g));

/** A text is used by its name, or its group is, by a name that is computed: `words.stages[stage]`. */
function unused(texts: object, group = '', path = ''): string[] {
  const computed = group !== '' && new RegExp(`\\b${group}\\[`).test(code);
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    const isNamed = words.has(key) || computed || /^\d+$/.test(key);
    if (!isNamed) return [here];
    return typeof value === 'object' && value !== null ? unused(value, key, here) : [];
  });
}

it.each(
  Object.entries({
    page: english,
    learn: learnEnglish,
    ...ENGLISH_SENTENCES,
  }),
)('no text of the catalogue of %s is unused', (_, texts) => {
  expect(unused(texts)).toEqual([]);
});
