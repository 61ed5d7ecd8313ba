import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DepthMap, RgbImage } from '../image/types.ts';
import { constant, FakePredictor } from '../inference/testing/fakePredictor.ts';
import { FrameReader, runFrame } from './runFrame.ts';

const photo: RgbImage = { height: 2, width: 2, data: new Uint8Array(12).fill(9) };
const depth: DepthMap = { ...constant(0.75), valid: new Uint8Array(4).fill(1) };

let predictor: FakePredictor;

beforeEach(() => {
  predictor = new FakePredictor();
});

afterEach(() => vi.unstubAllGlobals());

describe('runFrame', () => {
  it('runs a frame with the depth that is estimated of it', async () => {
    const draws = { count: 3, seed: 7 };
    const { maps, mean, ...rest } = await runFrame(predictor, photo, draws, async () => depth);
    expect(predictor.seen).toEqual([{ photo, depth }]);
    expect(maps.map(({ data }) => data[0])).toEqual([0.1, 0.2, 0.3].map(Math.fround));
    expect(mean.data[0]).toBeCloseTo(0.2, 6);
    expect(rest.depth).toEqual(constant(0.75));
    expect(rest.disagreement.data[0]).toBeGreaterThan(0);
  });

  it('stops between depth and network', async () => {
    const ending = new AbortController();
    const estimate = async () => {
      ending.abort();
      return depth;
    };
    const run = runFrame(predictor, photo, { count: 1, seed: 0 }, estimate, ending.signal);
    await expect(run).rejects.toThrow();
    expect(predictor.seen).toEqual([]);
  });
});

describe('FrameReader', () => {
  it('reads frames in a square on one canvas, and closes them', () => {
    const drawImage = vi.fn();
    let canvases = 0;
    class Canvas {
      constructor(readonly width: number) {
        canvases++;
      }
      getContext() {
        const data = Uint8ClampedArray.from({ length: this.width ** 2 * 4 }, (_, index) => index);
        return { canvas: this, drawImage, getImageData: () => ({ data }) };
      }
    }
    vi.stubGlobal('OffscreenCanvas', Canvas);
    const close = vi.fn();
    const frame = { close } as unknown as ImageBitmap;
    const reader = new FrameReader();
    reader.read(frame, 2);
    expect(reader.read(frame, 2)).toEqual({
      height: 2,
      width: 2,
      data: Uint8Array.of(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14),
    });
    expect(drawImage).toHaveBeenLastCalledWith(frame, 0, 0, 2, 2);
    expect([canvases, close.mock.calls.length]).toEqual([1, 2]);
  });
});
