/** What runs in the page that is measured. Each function stands alone: Playwright hands over its text. */

/** When the page had its backend, its first map and all of its maps, in milliseconds since it was asked for. */
export interface Milestones {
  backend?: number;
  firstMap?: number;
  allMaps?: number;
}

/** Looks at every picture of the screen. To be run before the page's own scripts. */
export function watchMilestones(): void {
  const at: Milestones = {};
  Object.assign(globalThis, { milestones: at });
  requestAnimationFrame(function look() {
    const now = performance.now();
    if (document.querySelector('.badge[data-backend]') !== null) at.backend ??= now;
    if (document.querySelector('.easel [data-map][data-stale="false"]') !== null) {
      at.firstMap ??= now;
      const status = document.querySelector('[data-testid="run-status"]');
      const isBusy = status?.getAttribute('data-busy') !== 'false' || status.textContent === '';
      if (!isBusy) at.allMaps ??= now;
    }
    if (at.allMaps === undefined) requestAnimationFrame(look);
  });
}

/** From each move of the first slider, in milliseconds. */
export interface Slide {
  /** Until its picture is drawn, by the script's clock: a GPU may still be at work on it. */
  readonly drawn: readonly number[];
  /** Until the screen's next picture after that. */
  readonly shown: readonly number[];
  /** Which of them were painted by the GPU. */
  readonly byGpu: number;
}

/** Moves the first slider by one step, again and again, each time as soon as the move before is drawn. */
export async function slide(moves: number): Promise<Slide> {
  const drawn: number[] = [];
  const shown: number[] = [];
  let byGpu = 0;
  let moved = 0;
  let tell: (() => void) | null = null;
  const prototype = CanvasRenderingContext2D.prototype;
  const originals = { drawImage: prototype.drawImage, putImageData: prototype.putImageData };
  for (const method of ['drawImage', 'putImageData'] as const) {
    const original = originals[method] as (...given: unknown[]) => void;
    Object.assign(prototype, {
      [method](this: CanvasRenderingContext2D, ...given: unknown[]) {
        Reflect.apply(original, this, given);
        // A canvas of its own holds what the processor paints, before it comes to this one.
        if (tell === null || !this.canvas.matches('[data-map="explored"] > .map-canvas')) return;
        if (given[0] instanceof ImageBitmap) byGpu++;
        const start = moved;
        drawn.push(performance.now() - start);
        requestAnimationFrame(() => shown.push(performance.now() - start));
        tell();
        tell = null;
      },
    });
  }
  const input = document.querySelector<HTMLInputElement>('[data-testid="latent-0"]')!;
  const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
  const step = Number(input.step);
  try {
    for (let move = 0; move < moves; move++) {
      // Never where it stands already: nothing would be drawn. Up and down, 20 steps to either side.
      const place = Math.abs(((move + 61) % 80) - 40) - 20;
      const drawing = new Promise<void>((resolve) => (tell = resolve));
      moved = performance.now();
      set!.call(input, String(step * place));
      input.dispatchEvent(new Event('input', { bubbles: true }));
      await drawing;
      await new Promise(requestAnimationFrame);
    }
  } finally {
    Object.assign(prototype, originals);
  }
  await new Promise(requestAnimationFrame);
  return { drawn, shown, byGpu };
}

/** Frames a second that the camera's window drew, from one frame to the first that comes after so many milliseconds. */
export async function countFrames(milliseconds: number): Promise<number> {
  const facts = document.querySelector('[data-testid="live-facts"]')!;
  const count = () => Number(facts.getAttribute('data-frames'));
  const nextFrame = async () => {
    const before = count();
    while (count() === before) await new Promise(requestAnimationFrame);
    return performance.now();
  };
  const start = await nextFrame();
  const first = count();
  let now = start;
  while (now - start < milliseconds) now = await nextFrame();
  return (1000 * (count() - first)) / (now - start);
}
