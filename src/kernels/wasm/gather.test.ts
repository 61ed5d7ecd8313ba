import { gather, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { beforeAll, describe, it } from 'vitest';
import { useWasmBackend } from '../../testing/backends.ts';
import { noise } from '../../nn/testing/reference.ts';
import { expectSameOnCpu } from '../testing/sameOnCpu.ts';

const CASES = [
  { name: 'the first channel', shape: [2, 3, 5, 2], indices: [0], axis: 3 },
  { name: 'the last channel', shape: [1, 4, 3, 7], indices: [6], axis: -1 },
  { name: 'a value of a vector', shape: [9], indices: [4], axis: 0 },
  { name: 'several channels', shape: [1, 3, 2, 4], indices: [3, 1], axis: 3 },
  { name: 'another axis', shape: [2, 5, 3], indices: [1], axis: 1 },
] as const;

function gathered({ shape, indices, axis }: (typeof CASES)[number]): Tensor {
  return tidy(() => {
    const size = shape.reduce((product: number, side) => product * side, 1);
    return gather(tensor(noise(size, 1), [...shape]), [...indices], axis);
  });
}

describe('taking channels on wasm', () => {
  beforeAll(useWasmBackend);

  it.each(CASES)('equals plain JavaScript, bit for bit: $name', (which) =>
    expectSameOnCpu(() => gathered(which)),
  );
});
