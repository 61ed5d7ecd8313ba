import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DepthMap, RgbImage } from '../image/types.ts';
import { constant, FakePredictor } from '../inference/testing/fakePredictor.ts';
import { summariseSamples } from '../inference/sampleSummary.ts';
import { FrameReader, runFrame } from './runFrame.ts';

const photo: RgbImage = { height: 2, width: 2, data: new Uint8Array(12).fill(9) };
const depth: DepthMap = { ...constant(0.75), valid: new Uint8Array(4).fill(1) };

let predictor: FakePredictor;

beforeEach(() => {
  predictor = new FakePredictor();
});

afterEach(() => vi.unstubAllGlobals());

const grey = { colours: 'grey', range: [0, 1], cover: 'opaque', opacity: 1 } as const;

/** The first pixel's level of grey. */
async function level(of: 'mean' | 'total' | 'disagreement' | 'depth'): Promise<number> {
  const run = { count: 3, seed: 7, layer: { of, painting: grey } };
  return (await runFrame(predictor, photo, run, async () => depth)).pixels[0]!;
}

describe('runFrame', () => {
  it('runs a frame with the depth that is estimated of it, and paints what its answers say', async () => {
    expect(await level('mean')).toBe(Math.round(0.2 * 255));
    expect(predictor.seen).toEqual([{ photo, depth }]);
    const uncertain = summariseSamples([0.1, 0.2, 0.3].map(constant));
    expect(await level('total')).toBe(Math.round(uncertain.total.data[0]! * 255));
    expect(await level('disagreement')).toBe(Math.round(uncertain.disagreement.data[0]! * 255));
  });

  it('draws lines around what each answer marks, at twice the size', async () => {
    const run = { count: 3, seed: 7, layer: { of: 'outlines', level: 0.5 } } as const;
    const frame = await runFrame(predictor, photo, run, async () => depth);
    expect(frame).toMatchObject({ height: 4, width: 4, answers: 3 });
    expect(frame.pixels.every((value) => value === 0)).toBe(true);
  });

  it('draws no answers for the depth alone', async () => {
    expect(await level('depth')).toBe(Math.round(0.75 * 255));
    expect(predictor.seen).toEqual([]);
  });

  it('stops between depth and network', async () => {
    const ending = new AbortController();
    const estimate = async () => {
      ending.abort();
      return depth;
    };
    const run = { count: 1, seed: 0, layer: { of: 'outlines', level: 0.5 } } as const;
    await expect(runFrame(predictor, photo, run, estimate, ending.signal)).rejects.toThrow();
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
