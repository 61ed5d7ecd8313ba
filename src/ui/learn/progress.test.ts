import { expect, it } from 'vitest';
import { parseAnswers } from './progress.ts';

it('answers that a browser kept are read, and damaged ones forgotten', () => {
  expect(parseAnswers('{"a/b":1,"a/c":-1,"a/d":"x","a/e":0.5}')).toEqual({ 'a/b': 1 });
  for (const text of [null, '', '{', 'null', '7', '[]']) expect(parseAnswers(text)).toEqual({});
});
