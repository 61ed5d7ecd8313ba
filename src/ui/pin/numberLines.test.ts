import { beforeAll, expect, it } from 'vitest';
import { MAIN_SCORES, type MainScores } from '../../evaluation/resultRows.ts';
import { requestOf } from '../engine/selectors.ts';
import { assessment } from '../engine/testing/assessment.ts';
import { after, analysed, drawn, image } from '../engine/testing/pageState.ts';
import { numbersOf, type ResultNumbers } from '../result/numbers.ts';
import { besideLines, linesOf, scoreLines } from './numberLines.ts';
import { pageTexts } from '../messages.ts';

beforeAll(() => pageTexts.load());

const result = { image: analysed, samples: drawn, assessed: null };
const request = requestOf(after({ image: image(), spread: 2 }))!;
const numbers = numbersOf(result)!;
const textOf = (key: string, given: ResultNumbers = numbers) =>
  linesOf(request, result, given).find((line) => line.key === key)?.text;

it('says the settings and numbers in words', () => {
  expect(textOf('depth')).toBe('none');
  expect(textOf('answers')).toBe('1, seed 1, spread 2.0');
  expect(textOf('disagreement')).toBe('0.500 bit');
});

it('says nothing of how several answers differ where the network has one alone', () => {
  const one = { ...result, image: { ...analysed, priorMu: [] } };
  const shown = new Map(linesOf(request, one, numbers).map(({ key, text }) => [key, text]));
  const ofSeveral = ['agreed', 'contested', 'disagreement'].map((key) => shown.get(key));
  expect([shown.get('answers'), ...ofSeveral]).toEqual(['1', '–', '–', '–']);
  expect(shown.get('total')).toMatch(/bit$/);
});

it('has scores only with a ground truth, each with its better direction', () => {
  expect(linesOf(request, result, numbers).some(({ value }) => value !== undefined)).toBe(false);
  const scores = Object.fromEntries(MAIN_SCORES.map((key) => [key, 0.5]));
  const scored = { ...numbers, scores, energyDistance: 0.25 } as unknown as ResultNumbers;
  const assessed = assessment({}, 'raw');
  const lines = linesOf(request, { ...result, assessed }, scored);
  expect(lines.find(({ key }) => key === 'scored')?.text).toBe('Raw');
  expect(lines.find(({ key }) => key === 'mae')).toMatchObject({ value: 0.5, lessIsBetter: true });
  expect(textOf('energyDistance', scored)).toBe('.250');
});

it('is empty while the result is not there', () => {
  expect(linesOf(request, { ...result, image: null, samples: null }, null)).toEqual([]);
});

it('leaves no cell blank where only one of two results has scores', () => {
  const scores = Object.fromEntries(MAIN_SCORES.map((key) => [key, 0.5])) as unknown as MainScores;
  const lines = besideLines(scoreLines(scores), []);
  expect(lines).toHaveLength(MAIN_SCORES.length);
  for (const { cells, best } of lines) {
    expect(cells).toEqual(['.500', '–']);
    expect(best).toEqual([false, false]);
  }
});
