import { describe, expect, it } from 'vitest';
import { randomNumbers } from './fixtures/randomPairs.ts';
import { nearestForeground } from './nearestForeground.ts';

/** Every foreground pixel tried for every pixel, column by column, so that the first of equals wins. */
function byTryingAll(height: number, width: number, data: Uint8Array) {
  const squaredDistance = new Int32Array(data.length).fill(2 ** 31 - 1);
  const index = new Int32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    for (let column = 0; column < width; column++) {
      for (let row = 0; row < height; row++) {
        if (data[row * width + column] === 0) continue;
        const square = (Math.floor(i / width) - row) ** 2 + ((i % width) - column) ** 2;
        if (square >= squaredDistance[i]!) continue;
        squaredDistance[i] = square;
        index[i] = row * width + column;
      }
    }
  }
  return { squaredDistance, index };
}

describe('nearestForeground', () => {
  const sizes = [
    [1, 1],
    [1, 30],
    [30, 1],
    [9, 14],
    [25, 25],
  ] as const;
  for (const [height, width] of sizes) {
    it(`finds distance and pixel on ${height}×${width}, ties to the left and then up`, () => {
      const random = randomNumbers(height + width);
      for (const share of [0.005, 0.03, 0.1, 0.5, 0.9]) {
        for (let trial = 0; trial < 5; trial++) {
          const data = Uint8Array.from({ length: height * width }, () =>
            random() < share ? 1 : 0,
          );
          data[Math.floor(random() * data.length)] = 1;
          const found = nearestForeground({ height, width, data });
          const expected = byTryingAll(height, width, data);
          expect(found.squaredDistance).toEqual(expected.squaredDistance);
          expect(found.index).toEqual(expected.index);
        }
      }
    });
  }

  it('measures from a corner', () => {
    const data = new Uint8Array(12);
    data[0] = 1;
    const { squaredDistance } = nearestForeground({ height: 3, width: 4, data });
    expect([...squaredDistance]).toEqual([0, 1, 4, 9, 1, 2, 5, 10, 4, 5, 8, 13]);
  });
});
