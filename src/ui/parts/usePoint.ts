import { type KeyboardEvent, type PointerEvent, useState } from 'react';

/** A point of a picture, as shares of its sides. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where a pointer is on an element; outside of it beyond 0 and 1. */
export function placeOn(
  element: Element,
  { clientX, clientY }: { readonly clientX: number; readonly clientY: number },
): Point {
  const { left, top, width, height } = element.getBoundingClientRect();
  return { x: (clientX - left) / width, y: (clientY - top) / height };
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** Whether a key is pressed for the browser: Ctrl and plus enlarge the page, Alt and an arrow go back. */
export function isBrowsers({ ctrlKey, altKey, metaKey }: Pressed): boolean {
  return ctrlKey || altKey || metaKey;
}

/** Which way on the screen an arrow key points, downwards above 0; null of other keys, and of the browser's. */
export function arrowOf(event: Pressed): Point | null {
  return isBrowsers(event) ? null : (ARROWS[event.key] ?? null);
}

/** How far an arrow key moves a point. */
const STEP = 0.02;

function inside(share: number): number {
  return Math.min(Math.max(share, 0), 0.999);
}

/** A point that mouse, finger and arrow keys choose on an element, which takes the handlers; null before. */
export function usePoint() {
  const [point, setPoint] = useState<Point | null>(null);
  const follow = (event: PointerEvent) => {
    const { x, y } = placeOn(event.currentTarget, event);
    setPoint({ x: inside(x), y: inside(y) });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrowOf(event);
    if (arrow === null) return;
    event.preventDefault();
    const { x, y } = point ?? { x: 0.5, y: 0.5 };
    setPoint({ x: inside(x + arrow.x * STEP), y: inside(y + arrow.y * STEP) });
  };
  return { point, setPoint, onPointerMove: follow, onPointerDown: follow, onKeyDown };
}
