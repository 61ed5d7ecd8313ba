import { MAX_LATENT_SIGMA } from '../result/appearance.ts';

/** A square of two latents, in σ of the prior: the first grows to the right, the second up. */
export interface AtlasView {
  readonly x: number;
  readonly y: number;
  /** From one side to the other. */
  readonly span: number;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

/** All of it, with half a tile of the coarsest grid around the outermost places. */
export const WHOLE: AtlasView = { x: 0, y: 0, span: 2 * MAX_LATENT_SIGMA + 1 };
const SMALLEST_SPAN = 0.5;
const FINEST_STEP = 1 / 16;

/** The place under a point of the frame, given as shares of its width and height from the top left. */
export function placeAt(view: AtlasView, across: number, down: number): Place {
  return { x: view.x + (across - 0.5) * view.span, y: view.y + (0.5 - down) * view.span };
}

/** The inverse of `placeAt`. */
export function shareOf(view: AtlasView, { x, y }: Place): readonly [across: number, down: number] {
  return [(x - view.x) / view.span + 0.5, 0.5 - (y - view.y) / view.span];
}

/** Nearer or farther by a factor; what is under a point of the frame stays there. */
export function zoomBy(view: AtlasView, factor: number, across = 0.5, down = 0.5): AtlasView {
  const span = Math.min(Math.max(view.span / factor, SMALLEST_SPAN), WHOLE.span);
  const { x, y } = placeAt(view, across, down);
  return inside({ x: x - (across - 0.5) * span, y: y - (0.5 - down) * span, span });
}

/** Moves what is seen, by shares of the frame. */
export function panBy(view: AtlasView, across: number, down: number): AtlasView {
  return inside({ ...view, x: view.x - across * view.span, y: view.y + down * view.span });
}

/** Moves as little as needed for a place to be seen. */
export function reveal(view: AtlasView, { x, y }: Place, step: number): AtlasView {
  const most = Math.max(view.span / 2 - step / 2, 0);
  const near = (middle: number, value: number) =>
    Math.min(Math.max(middle, value - most), value + most);
  return inside({ ...view, x: near(view.x, x), y: near(view.y, y) });
}

function inside(view: AtlasView): AtlasView {
  const most = (WHOLE.span - view.span) / 2;
  // Without a negative zero, which reads badly.
  const within = (value: number) => Math.min(Math.max(value, -most), most) + 0;
  return { x: within(view.x), y: within(view.y), span: view.span };
}

/** From tile to tile: a power of two, so that a finer grid keeps the tiles of a coarser one. */
export function stepOf({ span }: AtlasView, tilesAcross: number): number {
  const step = 2 ** Math.ceil(Math.log2(span / tilesAcross));
  return Math.min(Math.max(step, FINEST_STEP), 1);
}

/** The places of the grid that a view shows, those in its middle first. */
export function placesOf(view: AtlasView, step: number): readonly Place[] {
  const along = (middle: number) => {
    const half = view.span / 2 + step / 2;
    const first = Math.max(Math.ceil((middle - half) / step), -MAX_LATENT_SIGMA / step);
    const last = Math.min(Math.floor((middle + half) / step), MAX_LATENT_SIGMA / step);
    return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step + 0);
  };
  const places = along(view.y).flatMap((y) => along(view.x).map((x) => ({ x, y })));
  const distance = (place: Place) => Math.hypot(place.x - view.x, place.y - view.y);
  return places.sort((one, other) => distance(one) - distance(other));
}

/** The nearest place of the grid. */
export function nearestPlace({ x, y }: Place, step: number): Place {
  const onGrid = (value: number) => {
    const within = Math.min(Math.max(value, -MAX_LATENT_SIGMA), MAX_LATENT_SIGMA);
    return Math.round(within / step) * step + 0;
  };
  return { x: onGrid(x), y: onGrid(y) };
}
