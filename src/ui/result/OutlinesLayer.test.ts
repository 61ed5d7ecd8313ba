import { describe, expect, it } from 'vitest';
import { outlineOf } from './OutlinesLayer.tsx';

function box(from: number, to: number) {
  const side = 12;
  const data = new Float32Array(side * side);
  for (let y = from; y < to; y++) data.fill(1, y * side + from, y * side + to);
  return { height: side, width: side, data };
}

describe('outlineOf', () => {
  it('runs around what reaches the level', () => {
    const path = outlineOf(box(3, 7));
    const numbers = path.match(/[\d.]+/g)!.map(Number);
    expect(Math.min(...numbers)).toBeCloseTo(3);
    expect(Math.max(...numbers)).toBeCloseTo(7);
    expect(path).toMatch(/^M.*Z$/);
  });

  it('is empty where nothing does', () => {
    expect(outlineOf(box(0, 0))).toBe('');
  });
});
