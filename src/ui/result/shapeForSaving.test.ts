import { expect, it } from 'vitest';
import { savedSize } from './shapeForSaving.ts';

const square = { width: 352, height: 352 };

it('a map is saved in the shape in which it is shown, and loses nothing', () => {
  expect(savedSize(square, { width: 640, height: 480 })).toEqual({ width: 640, height: 480 });
  expect(savedSize(square, { width: 160, height: 120 })).toEqual({ width: 469, height: 352 });
  expect(savedSize(square, { width: 120, height: 160 })).toEqual({ width: 352, height: 469 });
});

it('a map that is not shown keeps its size', () => {
  expect(savedSize(square, { width: 0, height: 0 })).toEqual(square);
});
