import { beforeEach, describe, expect, it } from 'vitest';
import type { RgbImage } from '../image/types.ts';
import { SteadyDepth } from './steadyDepth.ts';

const SIDE = 64;

/** A grey picture with noise, and a square of another grey in it. */
function frame(noise: number, grey = 100, side = SIDE): RgbImage {
  const data = Uint8Array.from({ length: 3 * side * side }, (_, i) => {
    const [x, y] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side)];
    const base = x >= 20 && x < 28 && y >= 20 && y < 28 ? grey : 100;
    return base + ((i * 7919 * (noise + 1)) % 11) - 5;
  });
  return { height: side, width: side, data };
}

let estimated: RgbImage[];
let depth: SteadyDepth;

beforeEach(() => {
  estimated = [];
  depth = new SteadyDepth(async ({ height, width, ...rest }) => {
    estimated.push({ height, width, ...rest });
    const data = new Float32Array(height * width).fill(estimated.length);
    return { height, width, data, valid: new Uint8Array(height * width).fill(1) };
  });
});

describe('SteadyDepth', () => {
  it('estimates once while only noise changes', async () => {
    const first = await depth.of(frame(0));
    expect(await depth.of(frame(1))).toBe(first);
    expect(await depth.of(frame(2))).toBe(first);
    expect(estimated).toHaveLength(1);
  });

  it('estimates anew when something small has moved', async () => {
    await depth.of(frame(0));
    expect((await depth.of(frame(1, 140))).data[0]).toBe(2);
    expect((await depth.of(frame(2, 140))).data[0]).toBe(2);
  });

  it('estimates anew when the picture has changed little by little', async () => {
    for (const grey of [100, 102, 104, 106]) await depth.of(frame(0, grey));
    expect(estimated).toHaveLength(2);
  });

  it('estimates anew for a frame of another size', async () => {
    await depth.of(frame(0));
    expect((await depth.of(frame(0, 100, 32))).width).toBe(32);
  });

  it('tries again after a failure', async () => {
    let failures = 1;
    const flaky = new SteadyDepth(async ({ height, width }) => {
      if (failures-- > 0) throw new Error('No network.');
      return { height, width, data: new Float32Array(1), valid: new Uint8Array(1) };
    });
    await expect(flaky.of(frame(0))).rejects.toThrow('No network.');
    expect((await flaky.of(frame(0))).width).toBe(SIDE);
  });
});
