import { concat, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { useWasmBackend } from '../../testing/backends.ts';
import { noise } from '../../nn/testing/reference.ts';
import { expectSameOnCpu } from '../testing/sameOnCpu.ts';

const CASES = [
  { name: 'thin pictures', shapes: [[2, 4, 5, 3], [2, 4, 5, 1], [2, 4, 5, 2]], axis: 3 }, // prettier-ignore
  {
    name: 'wide pictures',
    shapes: [
      [1, 7, 3, 32],
      [1, 7, 3, 16],
    ],
    axis: -1,
  },
  { name: 'vectors', shapes: [[5], [2]], axis: 0 },
  {
    name: 'another axis',
    shapes: [
      [1, 2, 3, 4],
      [1, 5, 3, 4],
    ],
    axis: 1,
  },
  {
    name: 'an empty part',
    shapes: [
      [2, 3],
      [2, 0],
      [2, 1],
    ],
    axis: 1,
  },
] as const;

function concatenated({ shapes, axis }: (typeof CASES)[number]): Tensor {
  return tidy(() => {
    const parts = shapes.map((shape, seed) => {
      const size = shape.reduce((product: number, side) => product * side, 1);
      return tensor(noise(size, seed + 1), [...shape]);
    });
    return concat(parts, axis);
  });
}

describe('concatenation on wasm', () => {
  beforeAll(useWasmBackend);

  it.each(CASES)('equals plain JavaScript, bit for bit: $name', (which) =>
    expectSameOnCpu(() => concatenated(which)),
  );
});
