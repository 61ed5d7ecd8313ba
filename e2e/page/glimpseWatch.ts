import type { Page } from '@playwright/test';

/** What came onto the main picture's canvas after a slider was moved. */
export interface SlideOutcome {
  /** Pictures that the GPU painted. */
  readonly passed: number;
  /** Maps that the processor painted. */
  readonly rested: number;
  /** Largest difference of the last picture from the map that took its place, in steps of 1/255. */
  readonly difference: number;
  /** From each move until its picture is drawn. The GPU's own work is queued by then, and not in it. */
  readonly milliseconds: readonly number[];
}

interface Watched {
  passed: number;
  rested: number;
  difference: number;
  moved: number | null;
  milliseconds: number[];
}

/** Not the small one of the strip. */
const PICTURE = 'figure [data-map="explored"] > .map-canvas';

/** Watches how the sliders' answer is drawn. */
export class GlimpseWatch {
  private constructor(private readonly page: Page) {}

  /** Before the page is opened. */
  static async on(page: Page): Promise<GlimpseWatch> {
    await page.addInitScript((selector) => {
      const watched: Watched = {
        ...{ passed: 0, rested: 0, difference: 0, moved: null, milliseconds: [] },
      };
      Object.assign(globalThis, { watched });
      const { drawImage, putImageData } = CanvasRenderingContext2D.prototype;
      const isMain = ({ canvas }: CanvasRenderingContext2D) => canvas.matches(selector);
      /** Colours times opacity, as the canvas holds them. */
      const pixelsOf = (drawing: CanvasRenderingContext2D) => {
        const { width, height } = drawing.canvas;
        const { data } = drawing.getImageData(0, 0, width, height);
        return data.map((value, i) => (i % 4 === 3 ? value : (value * data[i | 3]!) / 255));
      };
      CanvasRenderingContext2D.prototype.drawImage = function (...given: unknown[]) {
        Reflect.apply(drawImage, this, given);
        if (!isMain(this) || !(given[0] instanceof ImageBitmap)) return;
        watched.passed++;
        if (watched.moved !== null) watched.milliseconds.push(performance.now() - watched.moved);
        watched.moved = null;
      };
      CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]) {
        const last = isMain(this) ? pixelsOf(this) : null;
        Reflect.apply(putImageData, this, given);
        if (last === null) return;
        watched.rested++;
        watched.difference = pixelsOf(this).reduce(
          (most, value, i) => Math.max(most, Math.abs(value - last[i]!)),
          0,
        );
      };
    }, PICTURE);
    return new GlimpseWatch(page);
  }

  /**
   * Moves a slider, place after place, each as soon as there is a picture of the one before; it rests at the last.
   *
   * @param places where it has not been: the page would have their maps
   */
  async slide(testId: string, places: readonly number[]): Promise<void> {
    await this.page.getByTestId(testId).fill('0.05');
    await this.page.waitForTimeout(1000);
    await this.page.getByTestId(testId).evaluate(async (element, sigmas) => {
      const input = element as HTMLInputElement;
      const { watched } = globalThis as unknown as { watched: Watched };
      const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!;
      Object.assign(watched, { passed: 0, rested: 0, milliseconds: [] });
      for (const sigma of sigmas) {
        const before = watched.passed;
        watched.moved = performance.now();
        set!.call(input, String(sigma));
        input.dispatchEvent(new Event('input', { bubbles: true }));
        while (watched.passed === before) await new Promise(requestAnimationFrame);
      }
      while (watched.rested === 0) await new Promise(requestAnimationFrame);
    }, places);
  }

  async outcome(): Promise<SlideOutcome> {
    return this.page.evaluate(() => (globalThis as unknown as { watched: Watched }).watched);
  }

  /** Whether the processor painted a map after the last picture. */
  async isMapPainted(): Promise<boolean> {
    const { rested } = await this.outcome();
    return rested > 1;
  }
}
