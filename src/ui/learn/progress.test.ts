import { expect, it } from 'vitest';
import { parseAnswers, progressOf } from './progress.ts';

it('answers that a browser kept are read, and damaged ones forgotten', () => {
  expect(parseAnswers('{"a/b":1,"a/c":-1,"a/d":"x","a/e":0.5}')).toEqual({ 'a/b': 1 });
  for (const text of [null, '', '{', 'null', '7', '[]']) expect(parseAnswers(text)).toEqual({});
});

it('progress counts what was answered and what was right, and names the rest', () => {
  const facts = { id: 'fcn', number: 2, questions: { size: 2, quiz: 1, other: 0 } };
  expect(progressOf({ 'fcn/size': 2, 'fcn/quiz': 0, 'dilation/other': 0 }, facts)).toEqual({
    answered: 2,
    right: 1,
    missed: ['quiz'],
  });
});
