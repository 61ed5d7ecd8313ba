import { expect, it } from 'vitest';
import { NoteTally } from './progress.ts';

it('tells each sentence once, the most frequent first', () => {
  const tally = new NoteTally();
  for (const note of ['Red.', 'Blue.', null, 'Blue.']) tally.add(note);
  expect(tally.lines('Masks')).toEqual(['Masks (2): Blue.', 'Masks (1): Red.']);
  expect(tally.json()).toEqual([
    { note: 'Blue.', files: 2 },
    { note: 'Red.', files: 1 },
  ]);
});

it('keeps the terminal short', () => {
  const tally = new NoteTally();
  for (let i = 0; i < 13; i++) tally.add(`Number ${i}.`);
  expect(tally.lines('Masks')).toHaveLength(11);
  expect(tally.lines('Masks').at(-1)).toBe('Masks: 3 more notes of this kind');
  expect(tally.json()).toHaveLength(13);
});
