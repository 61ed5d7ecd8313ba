import { expect, it } from 'vitest';
import { placeTags, TAG } from './tagPlaces.ts';

const size = { width: 320, height: 240 };

/** A part at this place of the picture, in its pixels. */
const box = (left: number, top: number, width: number, height: number) => ({
  left: left / size.width,
  top: top / size.height,
  right: (left + width) / size.width,
  bottom: (top + height) / size.height,
});

function expectApart(places: ReturnType<typeof placeTags>) {
  for (const [index, { x, y }] of places.entries()) {
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + TAG.width).toBeLessThanOrEqual(size.width);
    expect(y + TAG.height).toBeLessThanOrEqual(size.height);
    for (const other of places.slice(index + 1)) {
      const isApart = Math.abs(other.x - x) >= TAG.width || Math.abs(other.y - y) >= TAG.height;
      expect(isApart).toBe(true);
    }
  }
}

it('has a large part’s tag in its corner, and a small part’s beside it', () => {
  const [large, small] = placeTags([box(20, 20, 200, 150), box(240, 100, 16, 11)], size);
  expect(large).toEqual({ x: 20, y: 20 });
  expect(small!.x).toBe(240);
  expect(small!.y + TAG.height).toBeLessThanOrEqual(100);
});

it('has room for a finger on each of many small parts that touch each other', () => {
  expect(TAG.width).toBeGreaterThanOrEqual(24);
  expect(TAG.height).toBeGreaterThanOrEqual(24);
  const few = [box(150, 100, 16, 11), box(158, 104, 12, 9), box(150, 112, 16, 11)];
  expectApart(placeTags(few, size));
  const many = Array.from({ length: 24 }, (_, index) => box(300 - index, 225 - index, 16, 11));
  expectApart(placeTags(many, size));
  expectApart(placeTags([box(0, 0, 320, 240), box(0, 0, 320, 100), ...few], size));
});

it('hides no small part by the tag of another, where there is room', () => {
  const near = [box(100, 100, 16, 11), box(100, 72, 16, 11)];
  const places = placeTags(near, size);
  const lower = places[0]!;
  expect(
    lower.y >= 83 || lower.y + TAG.height <= 72 || lower.x >= 116 || lower.x + TAG.width <= 100,
  ).toBe(true);
});
