import { HEIGHT, type Picture, SCENE, type ThingName, THINGS, WIDTH } from './scene.ts';

/** Views on a side: the camera's lens, seen from so many places across and down. */
export const VIEWS = 5;
const MIDDLE = (VIEWS - 1) / 2;

/** Pixels by which what is nearest shifts from one view to the next, and what is farthest does not. */
const SHIFT = 2;

/**
 * One view of the scene: every pixel moves with its nearness, and what is nearer covers what is farther. What comes to light
 * behind a thing looks like the farthest of its neighbours.
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
  fillHoles(view, nearest);
  return view;
}

/** @param nearest of each pixel; below 0 where nothing landed */
function fillHoles(view: Uint8Array, nearest: Float32Array): void {
  const landed = (hole: number, step: number): number | null => {
    const row = Math.floor(hole / WIDTH);
    for (let at = hole + step; at >= 0 && at < nearest.length; at += step) {
      if (Math.abs(step) === 1 && Math.floor(at / WIDTH) !== row) return null;
      if (nearest[at]! >= 0) return at;
    }
    return null;
  };
  const holes = [...nearest.keys()].filter((pixel) => nearest[pixel]! < 0);
  for (const hole of holes) {
    const [source] = [-1, 1, -WIDTH, WIDTH]
      .map((step) => landed(hole, step))
      .filter((at) => at !== null)
      .sort((a, b) => nearest[a]! - nearest[b]!);
    if (source !== undefined) view.copyWithin(hole * 3, source * 3, source * 3 + 3);
  }
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

/** Where the chart looks. */
export const FOCUSES = Array.from({ length: 21 }, (_, step) => step / 20);

/** Of each thing at each of `FOCUSES`, in shares of its greatest. */
export type Sharpness = Readonly<Record<ThingName, readonly number[]>>;

/** How sharp each thing's edge is at every focus: the mean square of the differences of neighbours across it. */
export function sharpnessOf(views: readonly Uint8Array[]): Sharpness {
  const stack = FOCUSES.map((focus) => refocus(views, focus));
  const curves = THINGS.map((name) => {
    const edge = edgeOf(name);
    const raw = stack.map((pixels) =>
      edge.reduce((sum, [a, b]) => sum + squaredDistance(pixels, a, b), 0),
    );
    const most = Math.max(...raw);
    return [name, raw.map((value) => value / most)] as const;
  });
  return Object.fromEntries(curves) as unknown as Sharpness;
}

/** Neighbours of which one belongs to a thing and one does not, as numbers of pixels. */
function edgeOf(name: ThingName): (readonly [number, number])[] {
  const { inside } = SCENE[name];
  const edge: (readonly [number, number])[] = [];
  for (let y = 0; y < HEIGHT - 1; y++) {
    for (let x = 0; x < WIDTH - 1; x++) {
      const at = y * WIDTH + x;
      if (inside(x, y) !== inside(x + 1, y)) edge.push([at, at + 1]);
      if (inside(x, y) !== inside(x, y + 1)) edge.push([at, at + WIDTH]);
    }
  }
  return edge;
}

function squaredDistance(pixels: Uint8ClampedArray, a: number, b: number): number {
  return [0, 1, 2].reduce((sum, c) => sum + (pixels[a * 4 + c]! - pixels[b * 4 + c]!) ** 2, 0);
}
