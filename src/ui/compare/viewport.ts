import type { ImageSize } from '../../image/types.ts';
import type { Point } from '../parts/usePoint.ts';

/** What of a photo is seen through a window, both measured in pixels of their own. */
export interface View {
  /** Pixels of the window to a pixel of the photo. */
  readonly zoom: number;
  /** The photo's point in the middle of the window. */
  readonly x: number;
  readonly y: number;
}

/** Pixels of the window to a pixel of the photo, at most. */
const LARGEST_ZOOM = 64;

/** All of the photo, as large as the window allows. */
export function fitView(photo: ImageSize, window: ImageSize): View {
  const zoom = Math.min(window.width / photo.width, window.height / photo.height);
  return { zoom, x: photo.width / 2, y: photo.height / 2 };
}

/** Whether all of the photo is seen. */
export function isWhole({ zoom }: View, photo: ImageSize, window: ImageSize): boolean {
  return zoom <= fitView(photo, window).zoom;
}

/** The photo's point under a point of the window. */
export function toPhoto(view: View, window: ImageSize, { x, y }: Point): Point {
  return {
    x: view.x + (x - window.width / 2) / view.zoom,
    y: view.y + (y - window.height / 2) / view.zoom,
  };
}

/** Nearer or farther by a factor; what is under `at`, a point of the window, stays there. */
export function zoomBy(
  view: View,
  factor: number,
  at: Point,
  photo: ImageSize,
  window: ImageSize,
): View {
  const least = Math.min(fitView(photo, window).zoom, 1);
  const zoom = Math.min(Math.max(view.zoom * factor, least), LARGEST_ZOOM);
  const fixed = toPhoto(view, window, at);
  return keepInside(
    {
      zoom,
      x: fixed.x - (at.x - window.width / 2) / zoom,
      y: fixed.y - (at.y - window.height / 2) / zoom,
    },
    photo,
    window,
  );
}

/** Moves the photo by pixels of the window. */
export function panBy(view: View, by: Point, photo: ImageSize, window: ImageSize): View {
  const moved = { ...view, x: view.x - by.x / view.zoom, y: view.y - by.y / view.zoom };
  return keepInside(moved, photo, window);
}

/** A photo larger than the window covers it; a smaller one stays in its middle. */
function keepInside(view: View, photo: ImageSize, window: ImageSize): View {
  const within = (middle: number, length: number, seen: number) =>
    seen >= length ? length / 2 : Math.min(Math.max(middle, seen / 2), length - seen / 2);
  return {
    zoom: view.zoom,
    x: within(view.x, photo.width, window.width / view.zoom),
    y: within(view.y, photo.height, window.height / view.zoom),
  };
}
