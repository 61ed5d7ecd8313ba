import { afterEach, describe, expect, it, vi } from 'vitest';
import { cameraProblemOf, openCamera } from './camera.ts';
import { FrameRate, stillName } from './videoFrames.ts';

afterEach(() => vi.unstubAllGlobals());

describe('cameras', () => {
  it('are asked for without sound, on a phone the one on its back', async () => {
    const getUserMedia = vi.fn(async () => 'stream');
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    await openCamera(null);
    await openCamera('front');
    const size = { width: { ideal: 1280 }, height: { ideal: 720 } };
    expect(getUserMedia.mock.calls).toEqual([
      [{ audio: false, video: { facingMode: 'environment', ...size } }],
      [{ audio: false, video: { deviceId: { exact: 'front' }, ...size } }],
    ]);
  });

  it('that are gone give way to the browser’s choice', async () => {
    const gone = Object.assign(new Error(), { name: 'OverconstrainedError' });
    const getUserMedia = vi.fn(async () => 'stream').mockRejectedValueOnce(gone);
    vi.stubGlobal('navigator', { mediaDevices: { getUserMedia } });
    expect(await openCamera('usb')).toBe('stream');
    expect(getUserMedia.mock.lastCall).toEqual([
      { audio: false, video: expect.objectContaining({ facingMode: 'environment' }) },
    ]);
  });

  it('are not there for pages without https', async () => {
    vi.stubGlobal('navigator', {});
    const error = await openCamera(null).catch((thrown: unknown) => thrown);
    expect(cameraProblemOf(error)).toBe('insecure');
  });

  it.each([
    ['NotAllowedError', 'refused'],
    ['SecurityError', 'refused'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['TypeError', 'failed'],
  ])('fail by %s as “%s”', (name, problem) => {
    expect(cameraProblemOf(Object.assign(new Error(), { name }))).toBe(problem);
  });
});

describe('FrameRate', () => {
  it('is of the latest frames alone', () => {
    const rate = new FrameRate();
    expect(rate.add(0)).toBeNull();
    expect(rate.add(500)).toBe(2);
    for (let frame = 1; frame <= 8; frame++) rate.add(500 + frame * 100);
    expect(rate.add(1400)).toBeCloseTo(10, 9);
  });
});

describe('stillName', () => {
  it('is the time by the visitor’s clock', () => {
    expect(stillName(new Date(2031, 2, 4, 5, 6, 7))).toBe('camera-2031-03-04-050607.jpg');
  });
});
