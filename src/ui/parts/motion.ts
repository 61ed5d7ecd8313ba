import { useEffect, useRef } from 'react';
import { meetsMedia, useMedia } from './mediaQuery.ts';

// Whether anything on the page moves by itself. For visitors who ask their system for less motion nothing does: what runs by
// a timer goes through `useTicks`, which then stands still, and its view offers the same step by step. What CSS moves is
// stopped in tokens.css.

const REDUCED = '(prefers-reduced-motion: reduce)';

export function useReducedMotion(): boolean {
  return useMedia(REDUCED);
}

/** Calls `tick` every `milliseconds` while `playing`, and never with reduced motion. */
export function useTicks(playing: boolean, milliseconds: number, tick: () => void): void {
  const latest = useRef(tick);
  useEffect(() => {
    latest.current = tick;
  });
  const still = useReducedMotion();
  const moves = playing && !still;
  useEffect(() => {
    if (!moves) return;
    const timer = setInterval(() => latest.current(), milliseconds);
    return () => clearInterval(timer);
  }, [moves, milliseconds]);
}

/** Glides to the first of two elements, unless all from there to the end of the second is seen. */
export function glideToUnseen(first: Element, last: Element): void {
  // What lies over the page's top.
  const head = parseFloat(getComputedStyle(first).scrollMarginTop) || 0;
  const { top } = first.getBoundingClientRect();
  const { bottom } = last.getBoundingClientRect();
  if (top < head || bottom > innerHeight) glideTo(first);
}

/** Brings an element to the top of the window: gliding, so that the eye can follow, or at once. */
export function glideTo(element: Element | null): void {
  element?.scrollIntoView({ block: 'start', behavior: wayToMove() });
}

/** Pushes a row on (1) or back (-1) by most of what is seen of it; from its end it begins anew. */
export function glideAlong(row: Element, way: 1 | -1): void {
  const end = row.scrollWidth - row.clientWidth;
  const [from, to] = way === 1 ? [0, end] : [end, 0];
  // Rows stop between two pixels.
  const isThere = Math.abs(row.scrollLeft - to) < 2;
  const left = isThere ? from : row.scrollLeft + way * 0.8 * row.clientWidth;
  row.scrollTo({ left, behavior: wayToMove() });
}

function wayToMove(): ScrollBehavior {
  return meetsMedia(REDUCED) ? 'instant' : 'smooth';
}
