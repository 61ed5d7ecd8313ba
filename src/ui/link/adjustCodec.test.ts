import { describe, expect, it } from 'vitest';
import { AS_STORED, type DepthAdjustment } from '../../image/adjustDepth.ts';
import { formatAdjustment, parseAdjustment } from './adjustCodec.ts';

describe('how a depth file is read, in a link', () => {
  const all: DepthAdjustment = {
    ...{ turns: 3, mirror: true, shift: [-2.5, 1], range: [0.5, 4.25], zeros: 'no' },
  };

  it('is written and read again', () => {
    expect(formatAdjustment(all)).toBe('turn(270)_mirror_shift(-2.5,1)_range(0.5,4.25)_zeros(no)');
    expect(parseAdjustment(formatAdjustment(all))).toEqual(all);
    expect(formatAdjustment(AS_STORED)).toBe('');
    expect(parseAdjustment('')).toEqual(AS_STORED);
    const { turns, mirror, shift, range, zeros } = all;
    for (const one of [{ turns }, { mirror }, { shift }, { range }, { zeros }]) {
      expect(parseAdjustment(formatAdjustment({ ...AS_STORED, ...one }))).toEqual({
        ...AS_STORED,
        ...one,
      });
    }
  });

  it('goes into an address as it is', () => {
    expect(encodeURIComponent(formatAdjustment(all)).replaceAll('%2C', ',')).toBe(
      formatAdjustment(all),
    );
  });

  it.each([
    ['turn(45)'],
    ['turn'],
    ['shift(1)'],
    ['shift(80,0)'],
    ['shift(,)'],
    ['range(5,5)'],
    ['range(a,b)'],
    ['range(1,2,3)'],
    ['zeros(maybe)'],
    ['((((%'],
  ])('is as the file has it where it is damaged: %s', (text) => {
    expect(parseAdjustment(text)).toEqual(AS_STORED);
  });
});
