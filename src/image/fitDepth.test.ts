import { describe, expect, it } from 'vitest';
import { inEnglish } from '../languages/sentence.ts';
import { checkDepthFit, requireSameShape, resizeDepth } from './fitDepth.ts';
import type { DepthMap } from './types.ts';

const size = (height: number, width: number) => ({ height, width });

function depthMap(height: number, width: number, data: number[], valid: number[]): DepthMap {
  return { height, width, data: Float32Array.from(data), valid: Uint8Array.from(valid) };
}

describe('checkDepthFit', () => {
  it.each([
    [size(480, 640), size(480, 640)],
    [size(3000, 4000), size(424, 565)],
    [size(100, 100), size(100, 102)],
    [size(100, 102), size(100, 100)],
    [size(100, 100), size(102, 100)],
  ])('accepts %o with %o', (photo, depth) => {
    expect(checkDepthFit(photo, depth)).toEqual({ ok: true });
  });

  it.each([
    [
      size(480, 640),
      size(424, 512),
      'different',
      '640×480 pixels and the depth map 512×424',
      '10.5%',
    ],
    [size(1000, 1000), size(1000, 1021), 'different', '1021×1000', '2.1%'],
    [size(480, 640), size(640, 480), 'turned', '480×640', 'turned by a quarter'],
    [size(1, 2), size(3, 1), 'different', '1×3', '500%'],
  ])('asks about %o with %o', (photo, depth, reason, sizes, words) => {
    const fit = checkDepthFit(photo, depth);
    if (fit.ok) throw new Error('expected a question');
    expect(fit.reason).toBe(reason);
    expect(inEnglish(fit.question)).toContain(sizes);
    expect(inEnglish(fit.question)).toContain(words);
    expect(inEnglish(fit.question)).toContain('?');
  });
});

describe('requireSameShape', () => {
  it('lets pass what fits, and names the file that does not', () => {
    const photo = size(480, 640);
    expect(() => requireSameShape(photo, size(240, 320), 'gt.png')).not.toThrow();
    expect(() => requireSameShape(photo, size(480, 480), 'gt.png')).toThrow(
      'gt.png is 480×480 pixels and its photo 640×480: they do not belong together.',
    );
  });
});

describe('resizeDepth', () => {
  it('keeps a map of the same size as it is', () => {
    const depth = depthMap(2, 2, [0.25, 0, 0.5, 1], [1, 0, 1, 1]);
    expect(resizeDepth(depth, 2, 2)).toEqual(depth);
  });

  it('averages only the readings when shrinking', () => {
    const depth = depthMap(2, 4, [0.5, 0, 1, 0, 0.5, 0, 0, 0], [1, 0, 1, 0, 1, 0, 0, 0]);
    const small = resizeDepth(depth, 1, 2);
    expect([...small.data]).toEqual([0.5, 0]); // half of the left block was read, a quarter of the right
    expect([...small.valid]).toEqual([1, 0]);
  });

  it('does not let holes darken what is beside them when growing', () => {
    const depth = depthMap(1, 2, [1, 0], [1, 0]);
    const large = resizeDepth(depth, 1, 8);
    expect([...large.valid]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    expect([...large.data]).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
  });

  it('keeps a constant constant around ragged holes', () => {
    const valid = Array.from({ length: 37 * 53 }, (_, i) => Number((i * 7919) % 10 < 7));
    const depth = depthMap(
      37,
      53,
      valid.map((v) => v * 0.7),
      valid,
    );
    for (const [height, width] of [
      [11, 17],
      [90, 120],
      [11, 120],
    ] as const) {
      const out = resizeDepth(depth, height, width);
      expect([out.height, out.width]).toEqual([height, width]);
      expect(out.valid).toContain(1);
      out.data.forEach((value, i) => expect(value).toBeCloseTo(out.valid[i] === 1 ? 0.7 : 0, 5));
    }
  });

  it('passes an entirely empty map on', () => {
    const out = resizeDepth(depthMap(3, 3, Array(9).fill(0), Array(9).fill(0)), 2, 5);
    expect(out.valid).not.toContain(1);
    expect([...out.data]).toEqual(Array(10).fill(0));
  });
});
