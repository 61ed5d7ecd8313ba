import { aborted } from '../../worker/problem.ts';
import type { Frame } from '../../worker/protocol.ts';

/** A video's frames as they are shown. Those that nobody asks for in time are left out. */
export class VideoFrames {
  /** There is a frame that was not given yet. */
  private fresh = false;
  private ended = false;
  private tell: () => void = () => undefined;

  constructor(private readonly video: HTMLVideoElement) {
    this.watch();
  }

  /**
   * The newest frame; it waits for one that was not given before. A `VideoFrame`, where the browser knows it, is no copy: what
   * becomes of its pixels is done in the worker.
   *
   * @throws an abort error
   */
  async next(signal: AbortSignal): Promise<Frame> {
    for (;;) {
      if (!this.fresh) await this.arrival(signal);
      if (signal.aborted) throw aborted();
      this.fresh = false;
      const frame = await this.grab();
      if (frame !== null) return frame;
    }
  }

  private arrival(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = () => reject(aborted());
      this.tell = () => {
        signal.removeEventListener('abort', end);
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
    });
  }

  /** Null where the browser tells of a frame and has none yet, as Chromium does of a camera's first. */
  private async grab(): Promise<Frame | null> {
    try {
      const { video } = this;
      return typeof VideoFrame === 'function'
        ? new VideoFrame(video)
        : await createImageBitmap(video);
    } catch (error) {
      if (error instanceof DOMException && error.name === 'InvalidStateError') return null;
      throw error;
    }
  }

  end(): void {
    this.ended = true;
  }

  private watch(): void {
    const seen = () => {
      if (this.ended) return;
      this.fresh = this.video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA;
      if (this.fresh) this.tell();
      this.watch();
    };
    // Firefox has it since version 132; before, a frame may be given twice.
    if ('requestVideoFrameCallback' in this.video) this.video.requestVideoFrameCallback(seen);
    else requestAnimationFrame(seen);
  }
}

/** The video's present frame in full size, as a file. */
export async function takeStill(video: HTMLVideoElement, now: Date): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) =>
    canvas.toBlob(resolve, 'image/jpeg', 0.95),
  );
  if (blob === null) throw new Error('The browser made no picture of the video.');
  return new File([blob], stillName(now), { type: 'image/jpeg' });
}

/** By the visitor's clock, and without colons, which some systems do not allow in names. */
export function stillName(now: Date): string {
  const two = (number: number) => String(number).padStart(2, '0');
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join('-');
  return `camera-${day}-${[now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join('')}.jpg`;
}

/** Frames over which the rate is taken. */
const WINDOW = 8;

/** How many frames come in a second. */
export class FrameRate {
  private readonly times: number[] = [];

  /**
   * @param now milliseconds
   * @returns frames a second, of the latest ones; null for the first
   */
  add(now: number): number | null {
    this.times.push(now);
    if (this.times.length > WINDOW + 1) this.times.shift();
    const span = now - this.times[0]!;
    return span > 0 ? (1000 * (this.times.length - 1)) / span : null;
  }
}
