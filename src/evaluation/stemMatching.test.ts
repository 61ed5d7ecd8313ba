import { describe, expect, it } from 'vitest';
import { matchStems, stemOf } from './stemMatching.ts';

describe('stemOf', () => {
  it.each([
    ['a/b/photo.01.jpg', 'photo.01'],
    ['c:\\x\\map.PNG', 'map'],
    ['plain', 'plain'],
  ])('%s', (path, stem) => expect(stemOf(path)).toBe(stem));
});

describe('matchStems', () => {
  it('matches names that differ in extension, numbers in their own order', () => {
    const { matches, unmatched } = matchStems({
      RGB: ['p10.jpg', 'p9.jpg', 'p1.jpg'],
      GT: ['p1.png', 'p10.png', 'p9.png'],
    });
    expect(matches.map(({ stem }) => stem)).toEqual(['p1', 'p9', 'p10']);
    expect(matches[2]!.files).toEqual({ RGB: 'p10.jpg', GT: 'p10.png' });
    expect(unmatched).toEqual([]);
  });

  it('says which folder lacks a file, and which files share a name', () => {
    const { matches, unmatched } = matchStems({
      RGB: ['a.jpg', 'b.jpg', 'b.png', 'c.jpg'],
      GT: ['b.png', 'c.png', 'd.png'],
    });
    expect(matches.map(({ stem }) => stem)).toEqual(['c']);
    expect(unmatched).toEqual([
      { stem: 'a', missing: ['GT'], ambiguous: [] },
      { stem: 'b', missing: [], ambiguous: ['b.jpg', 'b.png'] },
      { stem: 'd', missing: ['RGB'], ambiguous: [] },
    ]);
  });

  it('tells upper from lower case', () => {
    expect(matchStems({ RGB: ['A.png'], GT: ['a.png'] }).matches).toEqual([]);
  });
});
