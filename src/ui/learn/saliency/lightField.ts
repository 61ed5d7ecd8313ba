import { HEIGHT, type Picture, WIDTH } from './scene.ts';

/** Views on a side: the camera's lens, seen from so many places across and down. */
export const VIEWS = 5;
const MIDDLE = (VIEWS - 1) / 2;

/** Pixels by which what is nearest shifts from one view to the next, and what is farthest does not. */
const SHIFT = 2;

/**
 * One view of the scene: every pixel moves with its nearness, and what is nearer covers what is farther. Where nothing lands,
 * the middle view's pixel stays.
 *
 * @param across, down number of the view, 0 to `VIEWS` − 1
 * @returns RGB bytes
 */
export function viewOf({ rgb, depth }: Picture, across: number, down: number): Uint8Array {
  const view = rgb.slice();
  const nearest = new Float32Array(depth.length).fill(-1);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const from = y * WIDTH + x;
      const shift = SHIFT * depth[from]!;
      const [toX, toY] = [x + shift * (across - MIDDLE), y + shift * (down - MIDDLE)].map(
        Math.round,
      ) as [number, number];
      if (toX < 0 || toX >= WIDTH || toY < 0 || toY >= HEIGHT) continue;
      const to = toY * WIDTH + toX;
      if (depth[from]! <= nearest[to]!) continue;
      nearest[to] = depth[from]!;
      view.set(rgb.subarray(from * 3, from * 3 + 3), to * 3);
    }
  }
  return view;
}

/**
 * The photo focused afterwards: all views, each moved back by what a thing of that nearness moved, averaged (Ng et al., 2005).
 *
 * @param focus nearness that becomes sharp, in [0,1]
 * @returns RGBA
 */
export function refocus(
  views: readonly Uint8Array[],
  focus: number,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(HEIGHT * WIDTH * 4).fill(255);
  const inside = (value: number, side: number) =>
    Math.min(Math.max(Math.round(value), 0), side - 1);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const sum = [0, 0, 0];
      views.forEach((view, number) => {
        const [across, down] = [(number % VIEWS) - MIDDLE, Math.floor(number / VIEWS) - MIDDLE];
        const column = inside(x + SHIFT * focus * across, WIDTH);
        const row = inside(y + SHIFT * focus * down, HEIGHT);
        for (let c = 0; c < 3; c++) sum[c]! += view[(row * WIDTH + column) * 3 + c]!;
      });
      for (let c = 0; c < 3; c++) pixels[(y * WIDTH + x) * 4 + c] = sum[c]! / views.length;
    }
  }
  return pixels;
}

/** All views of a picture, row by row. */
export function lightFieldOf(picture: Picture): Uint8Array[] {
  return Array.from({ length: VIEWS * VIEWS }, (_, number) =>
    viewOf(picture, number % VIEWS, Math.floor(number / VIEWS)),
  );
}
