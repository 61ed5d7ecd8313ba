import { useCallback, useSyncExternalStore } from 'react';

/** Whether the page meets a media query such as `(max-width: 900px)` now. */
export function meetsMedia(query: string): boolean {
  return matchMedia(query).matches;
}

/**
 * Calls `listener` whenever the page begins or ceases to meet a media query.
 *
 * @returns ends that
 */
export function watchMedia(query: string, listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}

/** Whether the page meets a media query, now and whenever that changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback((listener: () => void) => watchMedia(query, listener), [query]);
  return useSyncExternalStore(subscribe, () => meetsMedia(query));
}
