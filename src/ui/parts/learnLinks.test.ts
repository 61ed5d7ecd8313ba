import { expect, it } from 'vitest';
import { embeddedChapter, formatLearnHash, parseLearnHash } from './learnLinks.ts';

it.each([
  ['#learn', null, ''],
  ['#learn/', null, ''],
  ['#learn/measures', 'measures', ''],
  ['#learn/measures?scene=disc&beta=0.3', 'measures', 'scene=disc&beta=0.3'],
])('%s names its chapter and its state', (hash, chapter, state) => {
  expect(parseLearnHash(hash)).toEqual({ chapter, state });
});

it.each(['', '#', '#sample=hat&seed=1', '#learning', '#sample=learn'])(
  '%s belongs to the page itself',
  (hash) => expect(parseLearnHash(hash)).toBeNull(),
);

it('a route is read as it was written', () => {
  for (const route of [
    { chapter: null, state: '' },
    { chapter: 'measures', state: '' },
    { chapter: 'measures', state: 'scene=disc' },
  ]) {
    expect(parseLearnHash(formatLearnHash(route))).toEqual(route);
  }
});

it('an embedded chapter is named by the query', () => {
  expect(embeddedChapter('?backend=wasm&embed=measures', '')).toBe('measures');
  expect(embeddedChapter('?embed=learn/measures', '')).toBe('measures');
  expect(embeddedChapter('?embed=1', '#learn/measures?beta=1')).toBe('measures');
  expect(embeddedChapter('?embed=1', '')).toBeNull();
  expect(embeddedChapter('', '#learn/measures')).toBeNull();
});
