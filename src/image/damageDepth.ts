import { boxBlur } from '../math/boxBlur.ts';
import { SeededGaussian } from '../math/gaussian.ts';
import { resizeBilinear } from '../math/resize.ts';
import { quantile } from '../math/statistics.ts';
import { type Damage, FARTHEST_BLUR, FARTHEST_SHIFT, MOST_NOISE, stepsOf } from './damage.ts';
import { resizeDepth } from './fitDepth.ts';
import type { DepthMap } from './types.ts';

/** Bumps of the field that has its holes where it is lowest, along a side. */
const HOLE_CELLS = 9;

/**
 * A depth map as a bad sensor might have given it. Readings stay in [0,1].
 *
 * - `noise`: white, of standard deviation amount / 2
 * - `steps`: from 128 steps down to one
 * - `holes`: a share of the area, in patches
 * - `blur`: three box filters, as wide as 0.15 of the width each
 * - `shift`: to the right, by up to 0.3 of the width; the rim is repeated
 * - `inversion`: mixed with near and far exchanged; flat at one half
 * - `other`: mixed with another picture's depth; only where both have a reading
 *
 * @param other of any size; needed for `other` alone, RangeError without it
 */
export function damageDepth(
  depth: DepthMap,
  damage: Damage,
  other: DepthMap | null = null,
): DepthMap {
  const { kind, amount } = damage;
  if (amount === 0) return depth;
  switch (kind) {
    case 'noise': {
      const gaussian = new SeededGaussian(damage.seed);
      return change(depth, (value) => value + MOST_NOISE * amount * gaussian.next());
    }
    case 'steps': {
      const steps = stepsOf(amount);
      return change(depth, (value) => Math.round(value * steps) / steps);
    }
    case 'holes':
      return patchHoles(depth, damage);
    case 'blur':
      return blur(depth, Math.round((FARTHEST_BLUR * amount * depth.width) / 2));
    case 'shift':
      return shift(depth, Math.round(FARTHEST_SHIFT * amount * depth.width));
    case 'inversion':
      return change(depth, (value) => (1 - amount) * value + amount * (1 - value));
    case 'other':
      if (other === null)
        throw new RangeError('Another picture’s depth is needed for this damage.');
      return mix(depth, resizeDepth(other, depth.height, depth.width), amount);
  }
}

/** Other readings at the same pixels, brought into [0,1]. */
function change(depth: DepthMap, to: (value: number) => number): DepthMap {
  const data = depth.data.map((value, pixel) =>
    depth.valid[pixel] === 0 ? 0 : Math.min(Math.max(to(value), 0), 1),
  );
  return { ...depth, data };
}

function withoutHoles({ data, valid, ...size }: DepthMap): DepthMap {
  return { ...size, data: data.map((value, pixel) => value * valid[pixel]!), valid };
}

function patchHoles(depth: DepthMap, { amount, seed }: Damage): DepthMap {
  const { height, width } = depth;
  const cells = new SeededGaussian(seed).fill(HOLE_CELLS * HOLE_CELLS);
  const field = resizeBilinear(cells, HOLE_CELLS, HOLE_CELLS, 1, height, width);
  const level = quantile(field, amount);
  const valid = depth.valid.map((each, pixel) => (field[pixel]! <= level ? 0 : each));
  return withoutHoles({ ...depth, valid });
}

/** Of readings alone: Σ d / Σ 1 over those in the window. */
function blur(depth: DepthMap, radius: number): DepthMap {
  const { height, width } = depth;
  let total: Float32Array = withoutHoles(depth).data;
  let count: Float32Array = Float32Array.from(depth.valid);
  for (let pass = 0; pass < 3; pass++) {
    total = boxBlur(total, height, width, radius);
    count = boxBlur(count, height, width, radius);
  }
  const data = total.map((value, pixel) =>
    depth.valid[pixel] === 0 ? 0 : Math.min(value / count[pixel]!, 1),
  );
  return { ...depth, data };
}

function shift(depth: DepthMap, pixels: number): DepthMap {
  const from = (_: unknown, pixel: number) => {
    const column = pixel % depth.width;
    return pixel - column + Math.max(column - pixels, 0);
  };
  const { data, valid } = depth;
  return {
    ...depth,
    data: data.map((each, pixel) => data[from(each, pixel)]!),
    valid: valid.map((each, pixel) => valid[from(each, pixel)]!),
  };
}

function mix(depth: DepthMap, other: DepthMap, amount: number): DepthMap {
  if (amount === 1) return other;
  const valid = depth.valid.map((each, pixel) => each & other.valid[pixel]!);
  const data = depth.data.map((value, pixel) => (1 - amount) * value + amount * other.data[pixel]!);
  return withoutHoles({ ...depth, data, valid });
}
