import { describe, expect, it } from 'vitest';
import { connectedParts, eachNeighbour } from './connectedParts.ts';

function partsOf(
  rows: readonly string[],
  corners: boolean,
  joined?: (a: string, b: string) => boolean,
) {
  const letters = rows.join('');
  const parts = connectedParts(
    rows.length,
    rows[0]!.length,
    corners,
    (pixel) => letters[pixel] !== '.',
    joined && ((a, b) => joined(letters[a]!, letters[b]!)),
  );
  return parts.map((pixels) => [...pixels]);
}

describe('eachNeighbour', () => {
  const neighbours = (pixel: number, corners: boolean) => {
    const found: number[] = [];
    eachNeighbour(pixel, 3, 4, corners, (neighbour) => found.push(neighbour));
    return found;
  };

  it('goes row by row, and stays inside the picture', () => {
    expect(neighbours(5, true)).toEqual([0, 1, 2, 4, 6, 8, 9, 10]);
    expect(neighbours(5, false)).toEqual([1, 4, 6, 9]);
    expect(neighbours(3, true)).toEqual([2, 6, 7]);
    expect(neighbours(8, false)).toEqual([4, 9]);
  });
});

describe('connectedParts', () => {
  const DIAGONAL = ['a.b', '.a.', 'b..'];

  it('joins at corners only where that is asked for', () => {
    expect(partsOf(DIAGONAL, true)).toEqual([[0, 4, 2, 6]]);
    expect(partsOf(DIAGONAL, false)).toEqual([[0], [2], [4], [6]]);
  });

  it('keeps neighbours apart that are not joined', () => {
    expect(partsOf(DIAGONAL, true, (a, b) => a === b)).toEqual([[0, 4], [2], [6]]);
  });

  it('finds its way around, and nothing where nothing is held', () => {
    expect(partsOf(['aa.', '.a.', 'aaa'], false)).toEqual([[0, 1, 4, 7, 6, 8]]);
    expect(partsOf(['...'], true)).toEqual([]);
  });
});
