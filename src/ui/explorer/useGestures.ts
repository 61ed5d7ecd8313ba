import { useEffect, useRef, type RefObject } from 'react';
import { placeOn } from '../parts/usePoint.ts';
import { type AtlasView, type Place, panBy, placeAt, WHOLE, zoomBy } from './atlasView.ts';

/** A finger that moves less than this has tapped, in pixels. */
const TAP = 6;
const WHEEL = 0.002;

/**
 * Mouse and fingers on the atlas: a click or tap goes there, a drag moves what is enlarged, two fingers and the wheel zoom. The
 * page scrolls by the wheel until the atlas has the focus, and by a finger while all of it is seen.
 */
export function useGestures(
  frame: RefObject<HTMLElement | null>,
  view: AtlasView,
  setView: (change: (view: AtlasView) => AtlasView) => void,
  go: (place: Place) => void,
): void {
  const latest = useRef({ view, go });
  useEffect(() => {
    latest.current = { view, go };
  });
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const fingers = new Map<number, readonly [number, number]>();
    let travelled = 0;
    const share = (event: MouseEvent) => {
      const { x, y } = placeOn(element, event);
      return [x, y] as const;
    };
    const down = (event: PointerEvent) => {
      if (event.button !== 0) return;
      if (fingers.size === 0) travelled = 0;
      fingers.set(event.pointerId, share(event));
      element.setPointerCapture(event.pointerId);
    };
    const move = (event: PointerEvent) => {
      const before = fingers.get(event.pointerId);
      if (before === undefined) return;
      const now = share(event);
      const by = [now[0] - before[0], now[1] - before[1]] as const;
      travelled += Math.hypot(by[0] * element.clientWidth, by[1] * element.clientHeight);
      fingers.set(event.pointerId, now);
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId);
      if (other !== undefined) {
        const [, at] = other;
        const factor = distance(now, at) / Math.max(distance(before, at), 0.01);
        setView((seen) => zoomBy(seen, factor, (now[0] + at[0]) / 2, (now[1] + at[1]) / 2));
      } else if (travelled > TAP && latest.current.view.span < WHOLE.span) {
        setView((seen) => panBy(seen, ...by));
      }
    };
    const up = (event: PointerEvent) => {
      const at = fingers.get(event.pointerId);
      if (!fingers.delete(event.pointerId) || at === undefined) return;
      if (event.type === 'pointerup' && travelled <= TAP && fingers.size === 0) {
        latest.current.go(placeAt(latest.current.view, ...at));
      } else if (fingers.size > 0) travelled = TAP + 1;
    };
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      setView((seen) => zoomBy(seen, Math.exp(-event.deltaY * WHEEL), ...share(event)));
    };
    element.addEventListener('pointerdown', down);
    element.addEventListener('pointermove', move);
    element.addEventListener('pointerup', up);
    element.addEventListener('pointercancel', up);
    element.addEventListener('wheel', wheel, { passive: false });
    return () => {
      element.removeEventListener('pointerdown', down);
      element.removeEventListener('pointermove', move);
      element.removeEventListener('pointerup', up);
      element.removeEventListener('pointercancel', up);
      element.removeEventListener('wheel', wheel);
    };
  }, [frame, setView]);
}

function distance(one: readonly [number, number], other: readonly [number, number]): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
