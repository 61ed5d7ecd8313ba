import { concat, gather, memory, type Tensor, tensor, tidy } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { noise } from '../../nn/testing/reference.ts';
import { restartWasmBackend, useCpuBackend, useWasmBackend } from '../../testing/backends.ts';

/**
 * Expects wasm to give the same as plain JavaScript, bit for bit, and to keep no tensor. Wasm is active before and
 * after.
 */
async function expectSameOnCpu(compute: () => Tensor): Promise<void> {
  const before = memory().numTensors;
  const output = compute();
  const actual = await output.data();
  const { shape } = output;
  output.dispose();
  expect(memory().numTensors).toBe(before);
  await useCpuBackend();
  const expected = compute();
  expect(shape).toEqual(expected.shape);
  expect(actual).toEqual(await expected.data());
  expected.dispose();
  await useWasmBackend();
}

const CONCATENATIONS = [
  { name: 'thin pictures', shapes: [[2, 4, 5, 3], [2, 4, 5, 1], [2, 4, 5, 2]], axis: 3 }, // prettier-ignore
  {
    name: 'wide pictures',
    shapes: [
      [1, 7, 3, 32],
      [1, 7, 3, 16],
    ],
    axis: -1,
  },
  {
    name: 'wide pictures of odd widths',
    shapes: [
      [1, 7, 3, 17],
      [1, 7, 3, 22],
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

function concatenated({ shapes, axis }: (typeof CONCATENATIONS)[number]): Tensor {
  return tidy(() => {
    const parts = shapes.map((shape, seed) => {
      const size = shape.reduce((product: number, side) => product * side, 1);
      return tensor(noise(size, seed + 1), [...shape]);
    });
    return concat(parts, axis);
  });
}

/** Engines without SIMD have none of our programs. */
const withoutPrograms = () => {
  vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  return restartWasmBackend();
};

describe.each([
  ['by our program', useWasmBackend],
  ['in JavaScript', withoutPrograms],
])('concatenation on wasm %s', (_, begin) => {
  beforeAll(begin);
  afterAll(() => void vi.restoreAllMocks());

  it.each(CONCATENATIONS)('equals plain JavaScript, bit for bit: $name', (which) =>
    expectSameOnCpu(() => concatenated(which)),
  );
});

const CHANNELS = [
  { name: 'the first channel', shape: [2, 3, 5, 2], indices: [0], axis: 3 },
  { name: 'the last channel', shape: [1, 4, 3, 7], indices: [6], axis: -1 },
  { name: 'a value of a vector', shape: [9], indices: [4], axis: 0 },
  { name: 'several channels', shape: [1, 3, 2, 4], indices: [3, 1], axis: 3 },
  { name: 'another axis', shape: [2, 5, 3], indices: [1], axis: 1 },
] as const;

function gathered({ shape, indices, axis }: (typeof CHANNELS)[number]): Tensor {
  return tidy(() => {
    const size = shape.reduce((product: number, side) => product * side, 1);
    return gather(tensor(noise(size, 1), [...shape]), [...indices], axis);
  });
}

describe('taking channels on wasm', () => {
  beforeAll(useWasmBackend);

  it.each(CHANNELS)('equals plain JavaScript, bit for bit: $name', (which) =>
    expectSameOnCpu(() => gathered(which)),
  );
});
