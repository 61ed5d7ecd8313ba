/** Milliseconds of a frame that painting may take. Layout and charts take theirs besides. */
const FRAME_BUDGET_MS = 4;

/** Paints canvases a few a frame. A canvas asked for twice is painted once, in the latest way. */
export class PaintQueue {
  private readonly paints = new Map<object, () => void>();
  private scheduled = false;
  private readonly requestFrame: (callback: () => void) => unknown;
  private readonly now: () => number;

  constructor(
    requestFrame: (callback: () => void) => unknown = (callback) => requestAnimationFrame(callback),
    now: () => number = () => performance.now(),
  ) {
    this.requestFrame = requestFrame;
    this.now = now;
  }

  add(canvas: object, paint: () => void): void {
    this.paints.set(canvas, paint);
    this.schedule();
  }

  drop(canvas: object): void {
    this.paints.delete(canvas);
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.requestFrame(() => this.run());
  }

  private run(): void {
    this.scheduled = false;
    const start = this.now();
    for (const [canvas, paint] of this.paints) {
      this.paints.delete(canvas);
      paint();
      if (this.now() - start > FRAME_BUDGET_MS) break;
    }
    if (this.paints.size > 0) this.schedule();
  }
}

/** The queue that all canvases of the page share. */
export const paintQueue = new PaintQueue();
