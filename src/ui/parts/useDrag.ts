import type { PointerEvent } from 'react';
import { placeOn, type Point } from './usePoint.ts';

/** Where the pointer is, as shares of the element's width and height from its left top corner; outside of it beyond 0 and 1. */
export interface DragPlace extends Point {
  /** The pointer came down here. */
  readonly isFirst: boolean;
}

/**
 * Handlers of an element on which mouse, pen or finger choose a place: where they come down, and wherever they go until they
 * are up again, outside of the element too.
 *
 * @param onPlace null takes no pointer
 */
export function useDrag(onPlace: ((place: DragPlace) => void) | null) {
  const tell = (event: PointerEvent, isFirst: boolean) => {
    onPlace?.({ ...placeOn(event.currentTarget, event), isFirst });
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (onPlace === null) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      tell(event, true);
    },
    onPointerMove: (event: PointerEvent) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) tell(event, false);
    },
  };
}
