import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAbort } from '../../worker/problem.ts';
import { VideoFrames } from './videoFrames.ts';

/** Shows the next frame of the video. */
let showFrame: () => void;
let frames: VideoFrames;
let ending: AbortController;

beforeEach(() => {
  vi.stubGlobal('HTMLMediaElement', { HAVE_CURRENT_DATA: 2 });
  vi.stubGlobal('createImageBitmap', async () => ({ width: 1 }));
  const video = {
    readyState: 4,
    requestVideoFrameCallback: (seen: () => void) => (showFrame = seen),
  };
  frames = new VideoFrames(video as unknown as HTMLVideoElement);
  ending = new AbortController();
});
afterEach(() => vi.unstubAllGlobals());

describe('the frames of a video', () => {
  it('are given once each, and the latest alone', async () => {
    showFrame();
    showFrame();
    expect(await frames.next(ending.signal)).toEqual({ width: 1 });
    let given = false;
    const next = frames.next(ending.signal).then(() => (given = true));
    await Promise.resolve();
    expect(given).toBe(false);
    showFrame();
    await next;
    expect(given).toBe(true);
  });

  it('are not waited for after the end', async () => {
    const next = frames.next(ending.signal).catch((error: unknown) => error);
    ending.abort();
    expect(isAbort(await next)).toBe(true);
  });

  it('leave nothing behind that listens for the end', async () => {
    const { signal } = ending;
    const [add, remove] = [
      vi.spyOn(signal, 'addEventListener'),
      vi.spyOn(signal, 'removeEventListener'),
    ];
    for (let frame = 0; frame < 3; frame++) {
      const next = frames.next(signal);
      showFrame();
      await next;
    }
    expect(add).toHaveBeenCalledTimes(3);
    expect(remove.mock.calls.map(([, listener]) => listener)).toEqual(
      add.mock.calls.map(([, listener]) => listener),
    );
  });
});
