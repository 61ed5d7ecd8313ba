import { describe, expect, it } from 'vitest';
import { compareExcerpts } from './agreement.ts';

const REFERENCE = { map: [0, 0.5, 1], consensus: new Array<number>(200).fill(1) };

describe('compareExcerpts', () => {
  it('tolerates rounding and a few turned votes', () => {
    const consensus = REFERENCE.consensus.with(7, 0);
    const { difference, complaints } = compareExcerpts(REFERENCE, {
      map: [0, 0.501, 1],
      consensus,
    });
    expect(complaints).toEqual([]);
    expect(difference).toBeCloseTo(0.001);
  });

  it('names what differs, is missing or is no number', () => {
    const consensus = REFERENCE.consensus.map((value, index) => (index < 3 ? 0 : value));
    expect(compareExcerpts(REFERENCE, { map: [0, 0.6, 1], consensus }).complaints).toEqual([
      'map differs by up to 0.10',
      'consensus differs at 3 of 200 pixels',
    ]);
    expect(compareExcerpts(REFERENCE, { map: [0] }).complaints).toHaveLength(2);
    expect(compareExcerpts({ map: [1] }, { map: [NaN] }).complaints).toEqual([
      'map differs by up to NaN',
    ]);
  });
});
