import { expect, it } from 'vitest';
import { classOf } from './convolutionClasses.ts';

function geometry(batchSize: number, side: number, kernel: number) {
  return {
    batchSize,
    outHeight: side,
    outWidth: side,
    filterHeight: kernel,
    filterWidth: kernel,
  };
}

it('tells convolutions apart by their kernel and by their pixels', () => {
  expect(classOf(geometry(1, 88, 1))).toBe('pointwiseLarge');
  expect(classOf(geometry(1, 22, 1))).toBe('pointwiseSmall');
  expect(classOf(geometry(1, 44, 3))).toBe('spatialLarge');
  expect(classOf(geometry(1, 11, 3))).toBe('spatialSmall');
});

it('counts the pixels of a whole batch', () => {
  expect(classOf(geometry(8, 22, 3))).toBe('spatialLarge');
});
