import { describe, expect, it } from 'vitest';
import { matchPairs } from './pairMatching.ts';

describe('matchPairs', () => {
  it('matches the folders of a benchmark by name without extension', () => {
    const { dataset, pairs, leftOut } = matchPairs([
      'NLPR/RGB/10.jpg',
      'NLPR/RGB/9.jpg',
      'NLPR/depth/9.png',
      'NLPR/depth/10.png',
      'NLPR/GT/9.png',
      'NLPR/readme.txt',
      '__MACOSX/NLPR/RGB/9.jpg',
      'NLPR/RGB/.hidden.png',
    ]);
    expect(dataset).toBe('NLPR');
    expect(pairs).toEqual([
      { name: '9', rgb: 'NLPR/RGB/9.jpg', depth: 'NLPR/depth/9.png', gt: 'NLPR/GT/9.png' },
      { name: '10', rgb: 'NLPR/RGB/10.jpg', depth: 'NLPR/depth/10.png', gt: null },
    ]);
    expect(leftOut).toEqual([]);
  });

  it('matches files by the ends of their names', () => {
    const { dataset, pairs } = matchPairs(['a_rgb.jpg', 'a_depth.png', 'a_gt.png', 'b-photo.png']);
    expect(dataset).toBe('');
    expect(pairs).toEqual([
      { name: 'a', rgb: 'a_rgb.jpg', depth: 'a_depth.png', gt: 'a_gt.png' },
      { name: 'b', rgb: 'b-photo.png', depth: null, gt: null },
    ]);
  });

  it('matches a folder a picture', () => {
    const { dataset, pairs } = matchPairs(
      ['aloe', 'hat'].flatMap((id) =>
        ['rgb.jpg', 'depth.png', 'gt.png'].map((f) => `set/${id}/${f}`),
      ),
    );
    expect(dataset).toBe('set');
    expect(pairs.map(({ name }) => name)).toEqual(['aloe', 'hat']);
    expect(pairs[1]).toMatchObject({ depth: 'set/hat/depth.png', gt: 'set/hat/gt.png' });
  });

  it('takes plain pictures for photos', () => {
    const { dataset, pairs } = matchPairs(['holiday/images/1.webp', 'holiday/images/2.jpg']);
    expect(dataset).toBe('holiday');
    expect(pairs.map(({ name }) => name)).toEqual(['1', '2']);
    expect(matchPairs(['x.jpg', 'x_depth.png']).pairs).toEqual([
      { name: 'x', rgb: 'x.jpg', depth: 'x_depth.png', gt: null },
    ]);
  });

  it('lists what belongs to no pair', () => {
    const { pairs, leftOut } = matchPairs(['d/RGB/1.jpg', 'd/RGB/1.png', 'd/depth/2.png']);
    expect(pairs).toEqual([]);
    expect(leftOut).toEqual([
      { paths: ['d/RGB/1.jpg', 'd/RGB/1.png'], reason: 'ambiguous' },
      { paths: ['d/depth/2.png'], reason: 'no-photo' },
    ]);
  });

  it('gives pairs of several data sets names of their own', () => {
    const { pairs } = matchPairs(['all/A/RGB/1.jpg', 'all/B/RGB/1.jpg', 'all/B/RGB/2.jpg']);
    expect(pairs.map(({ name }) => name)).toEqual(['A-1', 'B-1', '2']);
  });

  it('names pairs apart whose folder says what its files are', () => {
    const paths = ['photos/day1/IMG_1.jpg', 'photos/day2/IMG_1.jpg', 'photos/day2/IMG_2.jpg'];
    expect(matchPairs(paths).pairs.map(({ name }) => name)).toEqual([
      'day1-IMG_1',
      'day2-IMG_1',
      'IMG_2',
    ]);
  });

  it('never gives two pairs one name', () => {
    const paths = ['s/a/b-c.jpg', 's/a-b/c.jpg', 's/x/c.jpg', 's/x/b-c.jpg', 's/y/B-C.jpg'];
    const names = matchPairs(paths).pairs.map(({ name }) => name.toLowerCase());
    expect(new Set(names).size).toBe(paths.length);
  });

  it('finds nothing among nothing', () => {
    expect(matchPairs([])).toEqual({ dataset: '', pairs: [], leftOut: [] });
  });
});
