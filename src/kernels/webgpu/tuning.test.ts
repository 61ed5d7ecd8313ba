import { describe, expect, it } from 'vitest';
import { everywhere } from './convolutionVariants.ts';
import { fastestOf, isClose } from './tuning.ts';

describe('fastestOf', () => {
  it('chooses for each class by itself', () => {
    const choice = fastestOf(
      [
        { class: 'spatialLarge', variant: 'plain8x4', milliseconds: 3 },
        { class: 'spatialLarge', variant: 'tiled8x2', milliseconds: 2 },
        { class: 'spatialSmall', variant: 'plain8x4', milliseconds: 1 },
        { class: 'spatialSmall', variant: 'tiled8x2', milliseconds: 4 },
      ],
      'plain4x4',
    );
    expect(choice).toEqual({
      ...everywhere('plain4x4'),
      spatialLarge: 'tiled8x2',
      spatialSmall: 'plain8x4',
    });
  });

  it('falls back where nothing could be timed', () => {
    expect(fastestOf([], 'plain4x4')).toEqual(everywhere('plain4x4'));
  });
});

describe('isClose', () => {
  it('measures differences by the largest value expected', () => {
    expect(isClose([10, 0.0009], [10, 0], 1e-4)).toBe(true);
    expect(isClose([10, 0.0011], [10, 0], 1e-4)).toBe(false);
  });

  it('refuses what is not a number and other lengths', () => {
    expect(isClose([NaN, 1], [0, 1], 1)).toBe(false);
    expect(isClose([1], [1, 1], 1)).toBe(false);
  });
});
